"""Judgements with their findings, and what persons decided about them. Rows are only ever added."""

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, Table, Text

from govcrawl.store.tables.base import (
    POINTS,
    TEXTS,
    day,
    document,
    inspection_id,
    instant,
    metadata,
    site_id_code,
    typed,
    words,
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="Number of the judgement"),
    inspection_id(primary=False),
    site_id_code(primary=False),
    words("edition", "Edition it was computed under"),
    words("edition_digest", "Digest of that edition's rules"),
    words("code_version", "Version of govcrawl that computed it"),
    day("as_of", "Day on which freshness was judged", nullable=False),
    words("verdict", "qualified, unqualified, undetermined or not_inspected"),
    typed("score_low", POINTS, "Lowest score the open questions allow"),
    typed("score_high", POINTS, "Highest score the open questions allow"),
    typed("deductions", POINTS, "Points taken", nullable=False),
    typed("bonus", POINTS, "Bonus points", nullable=False),
    typed("veto_indicators", TEXTS, "Veto indicators that were breached", nullable=False),
    typed("problems", TEXTS, "Problem words found", nullable=False),
    typed("open_questions", TEXTS, "What would have to be looked at", nullable=False),
    document("by_indicator", "Points by indicator", nullable=False),
    words("digest", "Digest of the judgement and its findings"),
    instant("judged_at", "When it was computed", nullable=False, default="now()"),
    comment="Every verdict ever computed",
)

current_judgements = Table(
    "current_judgements",
    metadata,
    inspection_id(),
    Column("edition", Text, primary_key=True, comment="Edition"),
    site_id_code(),
    Column("judgement_id", BigInteger, ForeignKey(judgements.c.id), nullable=False, comment="The newest judgement"),
    comment="Which judgement of a site counts now",
)

findings = Table(
    "findings",
    metadata,
    Column(
        "judgement_id",
        BigInteger,
        ForeignKey(judgements.c.id),
        primary_key=True,
        autoincrement=False,
        comment="Judgement it belongs to",
    ),
    Column("ordinal", Integer, primary_key=True, autoincrement=False, comment="Place in the judgement"),
    words("indicator", "Indicator of the edition"),
    words("kind", "veto, deduction, bonus or finding"),
    words("outcome", "met, breached, unknown or not_applicable"),
    words("subject", "What was judged: a column, a link, a mark, the site"),
    words("problem", "Problem word", nullable=True),
    words("url", "Address of the subject", nullable=True),
    words("parent_url", "Page that carries it", nullable=True),
    words("detail", "The sentence a circular could print"),
    typed("points", POINTS, "Points it takes or gives, before caps", nullable=False),
    words("confidence", "confirmed or suspected"),
    instant("observed_at", "When it was seen"),
    words("review", "none, confirmed or waived"),
    words("evidence", "Where the proof lies", nullable=True),
    comment="What the checks said of each subject",
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="Number of the decision"),
    inspection_id(primary=False),
    site_id_code(primary=False),
    words("indicator", "Indicator of the finding that was looked at"),
    words("problem", "Problem word of the finding", nullable=True),
    words("subject", "Subject of the finding"),
    words("url", "Address of the finding", nullable=True),
    words("decision", "confirmed, waived, or none to take a decision back"),
    words("reason", "Why"),
    words("decided_by", "Who"),
    instant("decided_at", "When", nullable=False, default="now()"),
    day("expires_on", "Last day on which an explanation also excuses in later inspections"),
    comment="Decisions of persons on findings",
)

official_verdicts = Table(
    "official_verdicts",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="Number of the entry"),
    inspection_id(primary=False),
    site_id_code(primary=False),
    words("verdict", "Verdict that the office published"),
    words("document", "Document that published it", nullable=True),
    words("reason", "Why it differs, if it does", nullable=True),
    words("recorded_by", "Who entered it"),
    instant("recorded_at", "When", nullable=False, default="now()"),
    comment="Verdicts as published, kept apart from computed ones",
)

rectifications = Table(
    "rectifications",
    metadata,
    inspection_id(),
    site_id_code(),
    Column("problem", Text, primary_key=True, comment="Problem word"),
    Column("subject", Text, primary_key=True, comment="Subject of the finding"),
    day("notified_on", "Day of the notice"),
    day("rectify_by", "Deadline"),
    day("rectified_on", "Day on which it was found fixed"),
    words("state", "open, notified, fixed, overdue or waived"),
    comment="整改台账: what became of each problem",
)

appeals = Table(
    "appeals",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="Number of the claim"),
    inspection_id(primary=False),
    site_id_code(primary=False),
    words("indicator", "Indicator of the finding that is contested"),
    words("problem", "Problem word of the finding", nullable=True),
    words("subject", "Subject of the finding"),
    words("url", "Address of the finding", nullable=True),
    words("claim", "What the owner says"),
    words("claimed_by", "Who says it"),
    instant("claimed_at", "When it was recorded", nullable=False, default="now()"),
    document("seen", "What each address answered when it was asked again; null where it was not asked"),
    comment="Claims of owners against findings, with the look that each one caused",
)

Index(None, judgements.c.inspection_id, judgements.c.edition, judgements.c.site_id_code)
Index(None, appeals.c.inspection_id, appeals.c.site_id_code)
Index(None, reviews.c.site_id_code)
Index(None, official_verdicts.c.inspection_id, official_verdicts.c.site_id_code)
