"""A published circular's text into rows and totals, as published: nothing is corrected, nothing is added."""

from govcrawl.circulars.clean import clean
from govcrawl.circulars.figures import own_totals, read_tallies
from govcrawl.circulars.head import read_head
from govcrawl.circulars.named import read_named_sites
from govcrawl.circulars.prose import read_sentences
from govcrawl.circulars.records import Circular
from govcrawl.circulars.regions import read_region_lists
from govcrawl.circulars.rows import read_rows
from govcrawl.circulars.splits import read_name_counts, read_splits
from govcrawl.circulars.tables import read_tables


def read_circular(text: str) -> Circular:
    """Read any circular of the known families: quarterly prose with annexes, all-sites tables, lists of failing sites,
    province aggregates, one-paragraph notices. Fields that the text does not hold stay empty."""
    cleaned = clean(text)
    tables = read_tables(cleaned.text)
    sentences = read_sentences(cleaned.text, tables)
    head = read_head(cleaned.text, sentences)
    tallies = read_tallies(sentences)
    return Circular(
        title=head.title,
        issuer=head.issuer,
        document_no=head.document_no,
        period=head.period,
        published_on=head.published_on,
        signed_on=head.signed_on,
        totals=own_totals(tallies, head.issuer),
        rows=tuple(row for table in tables for row in read_rows(table)),
        named_sites=read_named_sites(sentences),
        tables=tables,
        tallies=tallies,
        splits=read_splits(sentences),
        name_counts=read_name_counts(sentences),
        region_lists=read_region_lists(cleaned.text),
        repairs=cleaned.repairs,
        text=cleaned.text,
    )
