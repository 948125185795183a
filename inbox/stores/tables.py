"""The tables of the inbox. Migrations make them; `store` alone speaks SQL to them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
_MOMENT = DateTime(timezone=True)  # stored as UTC; `store` gives it back with its offset

# One row for each series of public references: the last number given.
counters = Table(
    "counters",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", Integer, nullable=False),
)

# Days of the log of receipts that are over: the root (hex) over the commitments of that day, how many there are, when
# the day was written into the content folder.
logged_days = Table(
    "logged_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("root", String(64), nullable=False),
    Column("count", Integer, nullable=False),
    Column("published_at", _MOMENT),
)

# What citizens sent, a row for each opinion. `stamp` is the one-time stamp of the form: the same form twice is one
# sending; its opinions are numbered by `part` and share code and sender. `count` is how many people said it: more than
# one only where `provenance` says so (who keyed it in, from which paper or meeting). `suspected` is the restricted kind
# that the content looks like, until a screener has judged; `accused` the office that a report is about. A `sealed` row
# holds all words and names in its box alone. `relates_to` is the reference of what a request about data is about;
# `about` the id of the notice, service point or office beside which a code was scanned, or whose form it was.
# `due_from` is the day from which `due_on` is counted.
comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(30), nullable=False, unique=True),
    Column("stamp", String(64), nullable=False),
    Column("part", Integer, nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("suspected", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("provenance", JSON, nullable=False),
    Column("count", Integer, nullable=False),
    Column("draft", String(30)),
    Column("round", Integer),
    Column("provision", String(200)),
    Column("provision_label", String(300)),
    Column("provision_hash", String(64)),
    Column("relates_to", String(30)),
    Column("about", String(60)),
    Column("place", String(60), nullable=False),
    Column("accused", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Column("stance", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("name", String(200), nullable=False),
    Column("email", String(200), nullable=False),
    Column("phone", String(200), nullable=False),
    Column("village", String(60), nullable=False),
    Column("role", String(20), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("may_quote", Boolean, nullable=False),
    Column("may_name", Boolean, nullable=False),
    Column("received_at", _MOMENT, nullable=False),
    Column("is_late", Boolean, nullable=False),
    Column("office", String(60), nullable=False, index=True),
    Column("rule", String(60), nullable=False),
    Column("due_from", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("due_is_firm", Boolean, nullable=False),
    Column("due_steps", JSON, nullable=False),
    Column("due_version", Text, nullable=False),
    Column("status", String(20), nullable=False),
    UniqueConstraint("stamp", "part"),
)

# What happened to a comment; rows are only ever added.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False, index=True),
    Column("at", _MOMENT, nullable=False),
    Column("status", String(20), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("detail", JSON, nullable=False),
)

# The salted commitment to each comment as it was taken in `at` a moment, and the day of the log in which it stands
# (null until that is over). `salt` and `words` (a hash) go when the words are erased; the commitment stays.
receipt_log = Table(
    "receipt_log",
    metadata,
    Column("comment_id", ForeignKey("comments.id"), primary_key=True),
    Column("at", _MOMENT, nullable=False),
    Column("salt", String(64), nullable=False),
    Column("words", String(64), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("day", ForeignKey("logged_days.day"), index=True),
)

# Files that came with a form, made anew. They hang on its stamp, as they come before the form is sent for good; those
# of a form that never is are swept.
attachments = Table(
    "attachments",
    metadata,
    Column("id", String(32), primary_key=True),  # the name of the file on disk
    Column("stamp", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),  # of the file as it was sent
    Column("name", String(120), nullable=False),
    Column("extension", String(10), nullable=False),
    Column("size", Integer, nullable=False),
    Column("received_at", _MOMENT, nullable=False),
    UniqueConstraint("stamp", "sha256"),
)

# Sendings held until an officer has looked: no mail goes out about what came with these stamps. `signs` says why.
holds = Table(
    "holds",
    metadata,
    Column("stamp", String(64), primary_key=True),
    Column("signs", JSON, nullable=False),
    Column("held_at", _MOMENT, nullable=False),
    Column("released_at", _MOMENT),
    Column("released_by", String(100)),
)

# What networks did in an hour, and the salt of the day under which they are hashed; rows of earlier days are swept.
salts = Table("salts", metadata, Column("day", Date, primary_key=True), Column("salt", String(64), nullable=False))
budgets = Table(
    "budgets",
    metadata,
    Column("hour", String(13), primary_key=True),
    Column("what", String(20), primary_key=True),
    Column("network", String(32), primary_key=True),
    Column("spent", Integer, nullable=False),
)

# Answers given at service points: the day, not the hour; nothing tells one who answered from another. `is_counted` is
# false beyond a network's budget. The stamp keeps the same form from counting twice.
ratings = Table(
    "ratings",
    metadata,
    Column("stamp", String(64), primary_key=True),
    Column("point", String(60), nullable=False),
    Column("day", Date, nullable=False),
    Column("score", Integer, nullable=False),
    Column("is_counted", Boolean, nullable=False),
)

# The office's answer to a comment. `published_as` becomes the `ma` of the published file: comments answered together
# share it.
answers = Table(
    "answers",
    metadata,
    Column("id", String(30), primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False, unique=True),
    Column("published_as", String(30), nullable=False, index=True),
    Column("office", String(60), nullable=False),
    Column("point", Text, nullable=False),
    Column("disposition", String(30), nullable=False),
    Column("text", Text, nullable=False),
    Column("answered_at", _MOMENT, nullable=False),
)

# What officers tell each other about a comment; nobody else reads it.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id"), nullable=False, index=True),
    Column("at", _MOMENT, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("text", Text, nullable=False),
)

# Words that an office answers with again and again.
answer_templates = Table(
    "answer_templates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("office", String(60), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("text", Text, nullable=False),
)

# Offices whose head approves answers, with who chose so and when; in all others a saved answer is one.
approving_offices = Table(
    "approving_offices",
    metadata,
    Column("office", String(60), primary_key=True),
    Column("chosen_by", String(100), nullable=False),
    Column("chosen_at", _MOMENT, nullable=False),
)

# Answers that wait for the head of the office; those proposed together share `together`.
proposals = Table(
    "proposals",
    metadata,
    Column("comment_id", ForeignKey("comments.id"), primary_key=True),
    Column("together", String(30), nullable=False),
    Column("proposed_by", String(100), nullable=False),
    Column("proposed_at", _MOMENT, nullable=False),
    Column("point", Text, nullable=False),
    Column("disposition", String(30), nullable=False),
    Column("text", Text, nullable=False),
)

# Mail to send: what it says follows from its kind and its comment when it is sent. A digest has no comment: it speaks
# of the rows that name its `id` as their `digest`. Somebody at the desk may have `dismissed` a failure.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", ForeignKey("comments.id")),
    Column("kind", String(30), nullable=False),
    Column("recipient", String(200), nullable=False),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("created_at", _MOMENT, nullable=False),
    Column("due_at", _MOMENT, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", _MOMENT),
    Column("failure", Text),
    Column("dismissed", String(100)),
    Column("digest", Integer, index=True),
)

# Offices that want one mail a day, with who chose so and when; all others get each mail at once.
daily_offices = Table(
    "daily_offices",
    metadata,
    Column("office", String(60), primary_key=True),
    Column("chosen_by", String(100), nullable=False),
    Column("chosen_at", _MOMENT, nullable=False),
)

# Reminders that were put in the outbox: one of a kind for each due day of a comment.
reminders = Table(
    "reminders",
    metadata,
    Column("comment_id", ForeignKey("comments.id"), primary_key=True),
    Column("kind", String(30), primary_key=True),
    Column("due_on", Date, primary_key=True),
    Column("at", _MOMENT, nullable=False),
)

# What the rules of keeping did to a comment: which rule, and the words and source of its time limit at that time.
keepings = Table(
    "keepings",
    metadata,
    Column("comment_id", ForeignKey("comments.id"), primary_key=True),
    Column("act", String(20), primary_key=True),
    Column("rule", String(60), nullable=False),
    Column("limit", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
)

# Who may sign in. `role` says what they may do; an account without a password has been invited and not come yet.
officers = Table(
    "officers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(100), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("office", String(60), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("is_screener", Boolean, nullable=False),
    Column("invitation_hash", String(64), unique=True),
    Column("invited_until", _MOMENT),
    Column("totp_salt", String(32)),  # the secret derives from it and the server's key; null: no second factor yet
    Column("totp_step", Integer, nullable=False),  # the last interval whose code was used: none is good twice
    Column("closed_at", _MOMENT),
)

# What signs an officer in who has lost their phone; each once.
recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("officer_id", ForeignKey("officers.id"), primary_key=True),
    Column("code_hash", String(64), primary_key=True),
)

# Who is signed in at the desk; only a hash of the token is kept.
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False, index=True),
    Column("expires_at", _MOMENT, nullable=False),
)

# Tries to sign in, counted by a keyed hash of who tries; a row counts until its moment.
sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("bucket", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", _MOMENT, nullable=False, index=True),
)

# What happened to an account; rows are only ever added.
account_events = Table(
    "account_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False, index=True),
    Column("at", _MOMENT, nullable=False),
    Column("act", String(30), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("detail", JSON, nullable=False),
)

# When each program that works in the background was last alive.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("program", String(30), primary_key=True),
    Column("at", _MOMENT, nullable=False),
)
