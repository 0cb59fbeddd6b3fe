"""`govcrawl ship`: evidence files to a distant store, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from govcrawl.cli.console import CommandError, ExitCode, one_line, out, say
from govcrawl.cli.options import InspectionName


def ship(
    name: InspectionName,
    to: Annotated[
        str, typer.Option("--to", envvar="GOVCRAWL_EVIDENCE_STORE", metavar="s3://BUCKET/FOLDER", help="存放处")
    ],
    back: Annotated[bool, typer.Option("--back", help="从存放处取回本机")] = False,
) -> None:
    """证据：把一次检查的 WARC 文件和截图存到 S3 兼容的对象存储或另一磁盘，或取回。"""
    from govcrawl.evidence.remote import bring_back
    from govcrawl.evidence.remote import ship as send

    with _refusals(name, to):
        if back:
            files = bring_back(name, to)
            out(say(f"取回 {files} 个文件", f"{files} files brought back"))
            return
        files, size = send(name, to)
    out(say(f"存放 {files} 个文件，{size / 1_048_576:.1f} MB", f"{files} files shipped, {size / 1_048_576:.1f} MB"))


@contextmanager
def _refusals(name: str, to: str) -> Iterator[None]:
    """What keeps evidence where it is, in the user's words."""
    from govcrawl.evidence.remote import NoEvidenceError, StoreAddressError

    try:
        yield
    except StoreAddressError as error:
        raise CommandError(
            f"--to：“{to}”不是存放处，应写成 s3://存储桶/目录，或另一磁盘的目录",
            f"--to: {to!r} is no store, write s3://bucket/folder or a folder of another disk",
        ) from error
    except NoEvidenceError as error:
        raise CommandError(
            f"{error} 中没有检查“{name}”的证据；请核对检查名称，并在做过检查的机器上运行",
            f"there is no evidence of {name!r} in {error}: check the name, and run this on a machine that inspected",
        ) from error
    except OSError as error:
        own = one_line(str(error))
        raise CommandError(
            f"存放处 {to} 不能使用；请核对地址、AWS_ENDPOINT_URL 和账号（{own}）",
            f"the store {to} cannot be used; check address, AWS_ENDPOINT_URL and account ({own})",
            ExitCode.FAILED,
        ) from error
