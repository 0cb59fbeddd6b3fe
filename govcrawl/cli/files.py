"""Files that a user hands in and that cannot be used: wrong use, said in the reader's own line."""

from collections.abc import Iterator
from contextlib import contextmanager

from govcrawl.cli.console import CommandError


@contextmanager
def refused_files() -> Iterator[None]:
    """Turns a reader's refusal of a file into wrong use."""
    from govcrawl.model.toml_file import TomlFileError
    from govcrawl.register.remarks import RegisterFileError
    from govcrawl.reports.imports import ImportFileError
    from govcrawl.reports.letter import LetterError

    try:
        yield
    except RegisterFileError as error:
        raise CommandError(error.remark.line("zh"), error.remark.line("en")) from error
    except TomlFileError as error:
        raise CommandError(str(error), error.english) from error
    except (ImportFileError, LetterError) as error:
        raise CommandError(str(error), str(error)) from error
