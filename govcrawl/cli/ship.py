"""`govcrawl ship`: evidence files to a distant store, and back."""

from typing import Annotated

import typer

from govcrawl.cli.console import out, say
from govcrawl.cli.options import InspectionName


def ship(
    name: InspectionName,
    to: Annotated[
        str, typer.Option("--to", envvar="GOVCRAWL_EVIDENCE_STORE", metavar="s3://BUCKET/FOLDER", help="存放处")
    ],
    back: Annotated[bool, typer.Option("--back", help="从存放处取回本机")] = False,
) -> None:
    """证据：把一次检查的 WARC 文件存到 S3 兼容的对象存储或另一磁盘，或取回。"""
    from govcrawl.evidence.remote import bring_back
    from govcrawl.evidence.remote import ship as send

    if back:
        files = bring_back(name, to)
        out(say(f"取回 {files} 个文件", f"{files} files brought back"))
        return
    files, size = send(name, to)
    out(say(f"存放 {files} 个文件，{size / 1_048_576:.1f} MB", f"{files} files shipped, {size / 1_048_576:.1f} MB"))
