"""First tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "article_observations",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Address of the article"),
        sa.Column("title", sa.Text(), nullable=False, comment="Title as seen"),
        sa.Column("listed_on", sa.Date(), nullable=True, comment="Date printed in the list"),
        sa.Column("printed_on", sa.Date(), nullable=True, comment="Date printed in the article"),
        sa.Column("content_digest", sa.Text(), nullable=True, comment="SHA-256 of the page, where it was read"),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, comment="When"),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", "url_key", name=op.f("article_observations_pkey")),
        schema="govcrawl",
        comment="What each inspection saw of an article: two of these side by side show a forged date",
    )
    op.create_index(
        op.f("article_observations_site_id_code_url_key_idx"),
        "article_observations",
        ["site_id_code", "url_key"],
        unique=False,
        schema="govcrawl",
    )
    op.create_table(
        "articles",
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Address of the article"),
        sa.Column("title", sa.Text(), nullable=False, comment="Title when last seen"),
        sa.Column("column_name", sa.Text(), nullable=True, comment="Column in which it was first seen"),
        sa.Column("printed_on", sa.Date(), nullable=True, comment="Date printed when last seen"),
        sa.Column("url_date", sa.Date(), nullable=True, comment="Date in the address"),
        sa.Column(
            "first_seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was first seen by any inspection",
        ),
        sa.Column("content_digest", sa.Text(), nullable=True, comment="SHA-256 of the page when last read"),
        sa.PrimaryKeyConstraint("site_id_code", "url_key", name=op.f("articles_pkey")),
        schema="govcrawl",
        comment="Articles across inspections",
    )
    op.create_table(
        "evidence",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="warc, screenshot ..."),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the record"),
        sa.Column("url", sa.Text(), nullable=False, comment="Address the evidence is of"),
        sa.Column("file", sa.Text(), nullable=False, comment="File below the evidence folder"),
        sa.Column("offset", sa.BigInteger(), nullable=True, comment="Where the record starts in the file, bytes"),
        sa.Column("length", sa.BigInteger(), nullable=True, comment="Length of the record, bytes"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="When it was recorded"),
        sa.PrimaryKeyConstraint(
            "inspection_id", "site_id_code", "url_key", "kind", "digest", name=op.f("evidence_pkey")
        ),
        schema="govcrawl",
        comment="Where the proof lies; rows are only ever added",
    )
    op.create_table(
        "fetches",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url || coalesce(E'\\n' || body, ''))::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Address asked"),
        sa.Column("body", sa.Text(), nullable=True, comment="Form body of a POST"),
        sa.Column(
            "is_hop",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="Asked only as a redirect on the way to another address",
        ),
        sa.Column("role", sa.Text(), nullable=False, comment="Why it was asked"),
        sa.Column("depth", sa.Integer(), server_default="0", nullable=False, comment="Steps from the home page"),
        sa.Column(
            "parent_url", sa.Text(), nullable=True, comment="Page that led here, or the address that redirected here"
        ),
        sa.Column("column_url", sa.Text(), nullable=True, comment="Column that the page belongs to"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, comment="When it was asked"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="How asking ended, a word of the closed list"),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status"),
        sa.Column("final_url", sa.Text(), nullable=True, comment="Address that answered after redirects"),
        sa.Column("tls", sa.Text(), nullable=False, comment="What the certificate looked like"),
        sa.Column("first_byte_seconds", sa.DOUBLE_PRECISION(), nullable=True, comment="Seconds to the first byte"),
        sa.Column("seconds", sa.DOUBLE_PRECISION(), nullable=True, comment="Seconds in all"),
        sa.Column("bytes", sa.BigInteger(), nullable=True, comment="Size of the body as received"),
        sa.Column("attempts", sa.Integer(), server_default="1", nullable=False, comment="How often it was tried"),
        sa.Column("client", sa.Text(), nullable=False, comment="Which client asked"),
        sa.Column("vantage", sa.Text(), nullable=True, comment="Place of measurement"),
        sa.Column("detail", sa.Text(), nullable=True, comment="The rule or the error in words"),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", "url_key", name=op.f("fetches_pkey")),
        schema="govcrawl",
        comment="Exactly one row for every address asked",
    )
    op.create_index(
        op.f("fetches_inspection_id_outcome_idx"),
        "fetches",
        ["inspection_id", "outcome"],
        unique=False,
        schema="govcrawl",
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False, comment="Number of the hold"),
        sa.Column("inspection_id", sa.Integer(), nullable=False, comment="Inspection held for a person"),
        sa.Column("site_id_code", sa.Text(), nullable=True, comment="The one site that is held; all where null"),
        sa.Column("reason", sa.Text(), nullable=False, comment="What is hard to believe"),
        sa.Column(
            "held_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"
        ),
        sa.Column("released_by", sa.Text(), nullable=True, comment="Who released it"),
        sa.Column("release_reason", sa.Text(), nullable=True, comment="Why it may be believed"),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True, comment="When it was released"),
        sa.PrimaryKeyConstraint("id", name=op.f("holds_pkey")),
        schema="govcrawl",
        comment="Results held back until a person releases them",
    )
    op.create_table(
        "inspections",
        sa.Column(
            "id", sa.Integer(), sa.Identity(always=True), nullable=False, comment="Number used as key by other tables"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="Name given by the office"),
        sa.Column(
            "edition", sa.Text(), nullable=False, comment="Edition of the checklist that the inspection is judged under"
        ),
        sa.Column("as_of", sa.Date(), nullable=False, comment="Day on which freshness is judged, Asia/Shanghai"),
        sa.Column(
            "scope", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="How the sites were chosen"
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When the inspection was created",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True, comment="When the first site was begun"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True, comment="When the last site was done"),
        sa.PrimaryKeyConstraint("id", name=op.f("inspections_pkey")),
        sa.UniqueConstraint("name", name=op.f("inspections_name_key")),
        schema="govcrawl",
        comment="One inspection: which sites, under which edition, as of which day",
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the judgement"),
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("edition", sa.Text(), nullable=False, comment="Edition it was computed under"),
        sa.Column("edition_digest", sa.Text(), nullable=False, comment="Digest of that edition's rules"),
        sa.Column("code_version", sa.Text(), nullable=False, comment="Version of govcrawl that computed it"),
        sa.Column("as_of", sa.Date(), nullable=False, comment="Day on which freshness was judged"),
        sa.Column(
            "verdict", sa.Text(), nullable=False, comment="qualified, unqualified, undetermined or not_inspected"
        ),
        sa.Column(
            "score_low",
            sa.Numeric(precision=9, scale=3),
            nullable=True,
            comment="Lowest score the open questions allow",
        ),
        sa.Column(
            "score_high",
            sa.Numeric(precision=9, scale=3),
            nullable=True,
            comment="Highest score the open questions allow",
        ),
        sa.Column("deductions", sa.Numeric(precision=9, scale=3), nullable=False, comment="Points taken"),
        sa.Column("bonus", sa.Numeric(precision=9, scale=3), nullable=False, comment="Bonus points"),
        sa.Column(
            "veto_indicators", postgresql.ARRAY(sa.Text()), nullable=False, comment="Veto indicators that were breached"
        ),
        sa.Column("problems", postgresql.ARRAY(sa.Text()), nullable=False, comment="Problem words found"),
        sa.Column(
            "open_questions", postgresql.ARRAY(sa.Text()), nullable=False, comment="What would have to be looked at"
        ),
        sa.Column(
            "by_indicator", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="Points by indicator"
        ),
        sa.Column("digest", sa.Text(), nullable=False, comment="Digest of the judgement and its findings"),
        sa.Column(
            "judged_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was computed",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("judgements_pkey")),
        schema="govcrawl",
        comment="Every verdict ever computed",
    )
    op.create_index(
        op.f("judgements_inspection_id_edition_site_id_code_idx"),
        "judgements",
        ["inspection_id", "edition", "site_id_code"],
        unique=False,
        schema="govcrawl",
    )
    op.create_table(
        "link_checks",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False, comment="When its last attempt ended"),
        sa.Column("url", sa.Text(), nullable=False, comment="Target of the link"),
        sa.Column("vantage", sa.Text(), nullable=True, comment="Place of measurement"),
        sa.Column("fate", sa.Text(), nullable=False, comment="What is known of the target after it"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="How its last attempt ended"),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status"),
        sa.Column("attempts", sa.Integer(), server_default="1", nullable=False, comment="How often it was tried"),
        sa.Column(
            "confirmed",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="A second, different attempt agreed",
        ),
        sa.Column("detail", sa.Text(), nullable=True, comment="The rule or the error in words"),
        sa.PrimaryKeyConstraint("inspection_id", "url_key", "checked_at", name=op.f("link_checks_pkey")),
        schema="govcrawl",
        comment="Every check of a link's target; an external target is checked once for all sites of an inspection",
    )
    op.create_table(
        "links",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Absolute address, or the href itself where it is none"),
        sa.Column("href", sa.Text(), nullable=False, comment="The link as published"),
        sa.Column("parent_url", sa.Text(), nullable=False, comment="First page that carries it"),
        sa.Column("anchor", sa.Text(), nullable=False, comment="Text of the link"),
        sa.Column("place", sa.Text(), nullable=False, comment="Where on the page it stands"),
        sa.Column("scope", sa.Text(), nullable=False, comment="Whose host it leads to"),
        sa.Column("resource", sa.Text(), nullable=False, comment="What it promises to deliver"),
        sa.Column("on_home", sa.Boolean(), server_default="false", nullable=False, comment="Stands on the home page"),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False, comment="When it was first seen"),
        sa.Column("fate", sa.Text(), server_default="unchecked", nullable=False, comment="What is known of its target"),
        sa.Column("outcome", sa.Text(), nullable=True, comment="How the last check ended"),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status of the last check"),
        sa.Column(
            "attempts", sa.Integer(), server_default="0", nullable=False, comment="How often its target was checked"
        ),
        sa.Column(
            "confirmed",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="The fate was confirmed by the rules of confirmation",
        ),
        sa.Column("detail", sa.Text(), nullable=True, comment="The last check in words"),
        sa.Column(
            "last_checked_at", sa.DateTime(timezone=True), nullable=True, comment="When its target was last checked"
        ),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", "url_key", name=op.f("links_pkey")),
        schema="govcrawl",
        comment="Links of a site, each address once",
    )
    op.create_index("links_fate_idx", "links", ["inspection_id", "fate"], unique=False, schema="govcrawl")
    op.create_table(
        "official_verdicts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the entry"),
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("verdict", sa.Text(), nullable=False, comment="Verdict that the office published"),
        sa.Column("document", sa.Text(), nullable=True, comment="Document that published it"),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why it differs, if it does"),
        sa.Column("recorded_by", sa.Text(), nullable=False, comment="Who entered it"),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("official_verdicts_pkey")),
        schema="govcrawl",
        comment="Verdicts as published, kept apart from computed ones",
    )
    op.create_index(
        op.f("official_verdicts_inspection_id_site_id_code_idx"),
        "official_verdicts",
        ["inspection_id", "site_id_code"],
        unique=False,
        schema="govcrawl",
    )
    op.create_table(
        "pages",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url || coalesce(E'\\n' || body, ''))::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Address of the visit"),
        sa.Column("body", sa.Text(), nullable=True, comment="Form body of a POST"),
        sa.Column("role", sa.Text(), nullable=False, comment="Why it was asked"),
        sa.Column("column_url", sa.Text(), nullable=True, comment="Column that the page belongs to"),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False, comment="When it was asked"),
        sa.Column("charset", sa.Text(), nullable=False, comment="Charset it was decoded with"),
        sa.Column("cms", sa.Text(), nullable=False, comment="Publishing system recognised"),
        sa.Column("page_kind", sa.Text(), nullable=False, comment="What the page is"),
        sa.Column("title", sa.Text(), nullable=True, comment="Title of the page"),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the decoded body"),
        sa.Column("template_digest", sa.Text(), nullable=False, comment="Digest of the structure without text"),
        sa.Column(
            "repaired",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="The charset or the text was mended on reading",
        ),
        sa.Column(
            "cleaned",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="Characters that cannot be stored were replaced",
        ),
        sa.Column(
            "confirmed_empty",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="A list was recognised with certainty and has no row",
        ),
        sa.Column("newest_item_on", sa.Date(), nullable=True, comment="Newest date of its rows"),
        sa.Column(
            "why",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="Why a fact could not be told, by field name",
        ),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Rows of its list"),
        sa.Column("article", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Head of the article"),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Footer marks"),
        sa.Column("tags", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Page tags (meta)"),
        sa.Column("messages", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Published letters"),
        sa.Column(
            "guide", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Elements of a service guide"
        ),
        sa.Column("search", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Search form"),
        sa.Column("tampering", postgresql.JSONB(astext_type=sa.Text()), nullable=True, comment="Signs of tampering"),
        sa.Column(
            "needs",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="What must still be asked before a fact can be told",
        ),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", "url_key", name=op.f("pages_pkey")),
        schema="govcrawl",
        comment="What one page said: facts, no opinions",
    )
    op.create_table(
        "probes",
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("probed_at", sa.DateTime(timezone=True), nullable=False, comment="When the home page was asked"),
        sa.Column("vantage", sa.Text(), nullable=False, comment="Place of measurement"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="How asking ended"),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status"),
        sa.Column("first_byte_seconds", sa.DOUBLE_PRECISION(), nullable=True, comment="Seconds to the first byte"),
        sa.Column("seconds", sa.DOUBLE_PRECISION(), nullable=True, comment="Seconds to a usable page"),
        sa.Column("round", sa.Text(), nullable=False, comment="Round of probes it belongs to"),
        sa.Column(
            "is_void",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="The round was void: our own side was in trouble",
        ),
        sa.Column("detail", sa.Text(), nullable=True, comment="The rule or the error in words"),
        sa.PrimaryKeyConstraint("site_id_code", "probed_at", "vantage", name=op.f("probes_pkey")),
        schema="govcrawl",
        comment="Reachability probes of home pages",
        postgresql_partition_by="RANGE (probed_at)",
    )
    op.create_index(
        "probes_probed_at_brin", "probes", ["probed_at"], unique=False, schema="govcrawl", postgresql_using="brin"
    )
    op.create_table(
        "rectifications",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("problem", sa.Text(), nullable=False, comment="Problem word"),
        sa.Column("subject", sa.Text(), nullable=False, comment="Subject of the finding"),
        sa.Column("notified_on", sa.Date(), nullable=True, comment="Day of the notice"),
        sa.Column("rectify_by", sa.Date(), nullable=True, comment="Deadline"),
        sa.Column("rectified_on", sa.Date(), nullable=True, comment="Day on which it was found fixed"),
        sa.Column("state", sa.Text(), nullable=False, comment="open, notified, fixed, overdue or waived"),
        sa.PrimaryKeyConstraint(
            "inspection_id", "site_id_code", "problem", "subject", name=op.f("rectifications_pkey")
        ),
        schema="govcrawl",
        comment="整改台账: what became of each problem",
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the decision"),
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("indicator", sa.Text(), nullable=False, comment="Indicator of the finding that was looked at"),
        sa.Column("problem", sa.Text(), nullable=True, comment="Problem word of the finding"),
        sa.Column("subject", sa.Text(), nullable=False, comment="Subject of the finding"),
        sa.Column("url", sa.Text(), nullable=True, comment="Address of the finding"),
        sa.Column("decision", sa.Text(), nullable=False, comment="confirmed, waived, or none to take a decision back"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why"),
        sa.Column("decided_by", sa.Text(), nullable=False, comment="Who"),
        sa.Column(
            "decided_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"
        ),
        sa.Column(
            "expires_on",
            sa.Date(),
            nullable=True,
            comment="Last day on which an explanation also excuses in later inspections",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("reviews_pkey")),
        schema="govcrawl",
        comment="Decisions of persons on findings",
    )
    op.create_index(op.f("reviews_site_id_code_idx"), "reviews", ["site_id_code"], unique=False, schema="govcrawl")
    op.create_table(
        "site_columns",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Address of the column"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name as the site prints it"),
        sa.Column("level", sa.Integer(), nullable=False, comment="1 for a 一级栏目"),
        sa.Column("kind", sa.Text(), nullable=False, comment="What the column publishes"),
        sa.Column("path", postgresql.ARRAY(sa.Text()), nullable=False, comment="Names from the home page down"),
        sa.Column(
            "historical",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="Candidate for exclusion: a past campaign",
        ),
        sa.Column("scope", sa.Text(), nullable=False, comment="Whose host it lies on"),
        sa.Column("found_on", sa.Text(), nullable=False, comment="Page on which it was first seen"),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Order of discovery"),
        sa.Column(
            "state",
            sa.Text(),
            server_default="unknown",
            nullable=False,
            comment="dated, undated, blank, text or unknown",
        ),
        sa.Column("why", sa.Text(), nullable=True, comment="Why the state is what it is"),
        sa.Column("newest_item_on", sa.Date(), nullable=True, comment="Newest item date"),
        sa.Column("newest_item_url", sa.Text(), nullable=True, comment="Address of the newest item"),
        sa.Column("items", sa.Integer(), server_default="0", nullable=False, comment="Items read"),
        sa.Column("dated_items", sa.Integer(), server_default="0", nullable=False, comment="Items with a date"),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", "url_key", name=op.f("site_columns_pkey")),
        schema="govcrawl",
        comment="Columns of a site; the lower half is written when the site is done",
    )
    op.create_table(
        "sites",
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("name", sa.Text(), nullable=False, comment="网站名称"),
        sa.Column("url", sa.Text(), nullable=False, comment="Address of the home page; empty where none was reported"),
        sa.Column("kind", sa.Text(), nullable=False, comment="portal, department, county_and_below or platform"),
        sa.Column("level", sa.Text(), nullable=False, comment="national, province, city, county or township"),
        sa.Column("host_unit", sa.Text(), nullable=True, comment="主办单位"),
        sa.Column("region_code", sa.Text(), nullable=True, comment="行政区划代码"),
        sa.Column("region", sa.Text(), nullable=True, comment="Name of the region"),
        sa.Column("state", sa.Text(), nullable=False, comment="running, temporarily_offline or closed"),
        sa.Column("offline_from", sa.Date(), nullable=True, comment="First day of an approved offline window"),
        sa.Column("offline_to", sa.Date(), nullable=True, comment="Last day of an approved offline window"),
        sa.Column("offline_approval", sa.Text(), nullable=True, comment="下线批复文号"),
        sa.Column(
            "registered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When the site entered this register",
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When a value of this row last changed",
        ),
        sa.PrimaryKeyConstraint("site_id_code", name=op.f("sites_pkey")),
        schema="govcrawl",
        comment="The register of government sites",
    )
    op.create_table(
        "visits",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(url || coalesce(E'\\n' || body, ''))::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="Address to ask"),
        sa.Column("body", sa.Text(), nullable=True, comment="Form body; the request is then a POST"),
        sa.Column("role", sa.Text(), nullable=False, comment="Why it is asked"),
        sa.Column("depth", sa.Integer(), nullable=False, comment="Steps from the home page"),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Order of discovery"),
        sa.Column("parent_url", sa.Text(), nullable=True, comment="Page that made the visit necessary"),
        sa.Column("column_url", sa.Text(), nullable=True, comment="Column that the page belongs to"),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", "url_key", name=op.f("visits_pkey")),
        schema="govcrawl",
        comment="The frontier: every address that a page made necessary to ask",
    )
    op.create_table(
        "current_judgements",
        sa.Column(
            "inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the inspection"
        ),
        sa.Column("edition", sa.Text(), nullable=False, comment="Edition"),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("judgement_id", sa.BigInteger(), nullable=False, comment="The newest judgement"),
        sa.ForeignKeyConstraint(
            ["judgement_id"], ["govcrawl.judgements.id"], name=op.f("current_judgements_judgement_id_fkey")
        ),
        sa.PrimaryKeyConstraint("inspection_id", "edition", "site_id_code", name=op.f("current_judgements_pkey")),
        schema="govcrawl",
        comment="Which judgement of a site counts now",
    )
    op.create_table(
        "findings",
        sa.Column(
            "judgement_id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Judgement it belongs to"
        ),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False, comment="Place in the judgement"),
        sa.Column("indicator", sa.Text(), nullable=False, comment="Indicator of the edition"),
        sa.Column("kind", sa.Text(), nullable=False, comment="veto, deduction, bonus or finding"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="met, breached, unknown or not_applicable"),
        sa.Column("subject", sa.Text(), nullable=False, comment="What was judged: a column, a link, a mark, the site"),
        sa.Column("problem", sa.Text(), nullable=True, comment="Problem word"),
        sa.Column("url", sa.Text(), nullable=True, comment="Address of the subject"),
        sa.Column("parent_url", sa.Text(), nullable=True, comment="Page that carries it"),
        sa.Column("detail", sa.Text(), nullable=False, comment="The sentence a circular could print"),
        sa.Column(
            "points", sa.Numeric(precision=9, scale=3), nullable=False, comment="Points it takes or gives, before caps"
        ),
        sa.Column("confidence", sa.Text(), nullable=False, comment="confirmed or suspected"),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=True, comment="When it was seen"),
        sa.Column("review", sa.Text(), nullable=False, comment="none, confirmed or waived"),
        sa.Column("evidence", sa.Text(), nullable=True, comment="Where the proof lies"),
        sa.ForeignKeyConstraint(["judgement_id"], ["govcrawl.judgements.id"], name=op.f("findings_judgement_id_fkey")),
        sa.PrimaryKeyConstraint("judgement_id", "ordinal", name=op.f("findings_pkey")),
        schema="govcrawl",
        comment="What the checks said of each subject",
    )
    op.create_table(
        "inspection_sites",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False, comment="Inspection"),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码"),
        sa.Column(
            "status", sa.Text(), server_default="waiting", nullable=False, comment="waiting, running, done or failed"
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why the crawl of the site ended as it did"),
        sa.Column(
            "budget_spent",
            sa.Text(),
            nullable=True,
            comment="The budget that ended the crawl before its frontier was empty",
        ),
        sa.Column(
            "is_offline",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="Offline with approval, or closed, on as_of: leaves the denominator",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True, comment="When the site was begun"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True, comment="When the site was done"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["govcrawl.inspections.id"], name=op.f("inspection_sites_inspection_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["site_id_code"], ["govcrawl.sites.site_id_code"], name=op.f("inspection_sites_site_id_code_fkey")
        ),
        sa.PrimaryKeyConstraint("inspection_id", "site_id_code", name=op.f("inspection_sites_pkey")),
        schema="govcrawl",
        comment="Sites selected for an inspection and how far each is",
    )
    op.execute("CREATE TABLE govcrawl.probes_default PARTITION OF govcrawl.probes DEFAULT")


def downgrade() -> None:
    op.drop_table("inspection_sites", schema="govcrawl")
    op.drop_table("findings", schema="govcrawl")
    op.drop_table("current_judgements", schema="govcrawl")
    op.drop_table("visits", schema="govcrawl")
    op.drop_table("sites", schema="govcrawl")
    op.drop_table("site_columns", schema="govcrawl")
    op.drop_index(op.f("reviews_site_id_code_idx"), table_name="reviews", schema="govcrawl")
    op.drop_table("reviews", schema="govcrawl")
    op.drop_table("rectifications", schema="govcrawl")
    op.drop_index("probes_probed_at_brin", table_name="probes", schema="govcrawl", postgresql_using="brin")
    op.drop_table("probes", schema="govcrawl")
    op.drop_table("pages", schema="govcrawl")
    op.drop_index(
        op.f("official_verdicts_inspection_id_site_id_code_idx"), table_name="official_verdicts", schema="govcrawl"
    )
    op.drop_table("official_verdicts", schema="govcrawl")
    op.drop_index("links_fate_idx", table_name="links", schema="govcrawl")
    op.drop_table("links", schema="govcrawl")
    op.drop_table("link_checks", schema="govcrawl")
    op.drop_index(op.f("judgements_inspection_id_edition_site_id_code_idx"), table_name="judgements", schema="govcrawl")
    op.drop_table("judgements", schema="govcrawl")
    op.drop_table("inspections", schema="govcrawl")
    op.drop_table("holds", schema="govcrawl")
    op.drop_index(op.f("fetches_inspection_id_outcome_idx"), table_name="fetches", schema="govcrawl")
    op.drop_table("fetches", schema="govcrawl")
    op.drop_table("evidence", schema="govcrawl")
    op.drop_table("articles", schema="govcrawl")
    op.drop_index(
        op.f("article_observations_site_id_code_url_key_idx"), table_name="article_observations", schema="govcrawl"
    )
    op.drop_table("article_observations", schema="govcrawl")
