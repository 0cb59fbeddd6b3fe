"""The command tree, and the fence that turns every error into one clear line and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from govcrawl.cli import (
    alert,
    appeal,
    checklist,
    circular,
    demo,
    dump,
    extract,
    inspect,
    replay,
    report_year,
    rescore,
    schedule,
    screenshots,
    ship,
    sites,
    sources,
    status,
    worker,
)
from govcrawl.cli.causes import file_error
from govcrawl.cli.console import LANGUAGE, CommandError, ExitCode, debug, note, one_line, say
from govcrawl.cli.usage import usage_line

app = typer.Typer(
    name="govcrawl",
    help="政府网站检查：采集事实，按国办指标判定，输出通报与台账。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(sites.app, name="sites")
app.add_typer(sources.app, name="sources")
app.command("inspect")(inspect.inspect)
app.command("replay")(replay.replay)
app.command("screenshots")(screenshots.screenshots)
app.command("extract")(extract.extract)
app.command("rescore")(rescore.rescore)
app.add_typer(report_year.app, name="report")
app.add_typer(appeal.app, name="review")
app.add_typer(circular.app, name="circular")
app.add_typer(checklist.app, name="checklist")
app.add_typer(dump.app, name="db")
app.command("demo")(demo.demo)
app.command("worker")(worker.worker)
app.command("schedule")(schedule.schedule)
app.command("status")(status.status)
app.command("alert")(alert.alert)
app.command("ship")(ship.ship)


@app.callback()
def choose(
    lang: Annotated[str, typer.Option("--lang", metavar="zh|en", envvar="GOVCRAWL_LANG", help="提示语言")] = "zh",
    version: Annotated[bool, typer.Option("--version", help="显示版本号")] = False,
) -> None:
    """政府网站检查：采集事实，按国办指标判定，输出通报与台账。"""
    if lang not in {"zh", "en"}:
        raise CommandError(f"--lang：“{lang}”不支持，请用 zh 或 en", f"--lang: {lang!r} is not known, use zh or en")
    LANGUAGE.set(lang)
    if version:
        from govcrawl import __version__

        print(__version__)
        raise typer.Exit()


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code. Nothing but one line reaches the user where something is wrong."""
    _print_any_character()
    try:
        code = app(args=list(arguments), prog_name="govcrawl", standalone_mode=False)
        sys.stdout.flush()
    except CommandError as error:
        return _report(say(error.zh, error.en), error.code, error)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            note(error.format_message())
            return ExitCode.WRONG_USE
        return _report(usage_line(error), ExitCode.WRONG_USE, error)
    except (KeyboardInterrupt, typer.Abort):
        note(say("已中断；再次运行同一命令即可继续", "interrupted; run the same command again to go on"))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) is gone; Python must not complain of it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        known = file_error(error)
        return _report(say(known.zh, known.en) if known else _unexpected(error), ExitCode.FAILED, error)
    except Exception as error:  # the fence: a user gets a line, never a traceback
        return _report(_unexpected(error), ExitCode.FAILED, error)
    return code if isinstance(code, int) else ExitCode.DONE


def _unexpected(error: Exception) -> str:
    reason = one_line(str(error)) or type(error).__name__
    return f"{say('出错', 'failed')}（{type(error).__name__}）：{reason}"


def _report(line: str, code: int, error: Exception) -> int:
    note(one_line(line))
    if debug():
        import traceback

        traceback.print_exception(error)
    return code


def _print_any_character() -> None:
    """Strangers' text may hold what the terminal's encoding has not; it is then printed escaped (in JSON: still JSON)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
