"""The findings on the checklists."""

from prismabook.findings import Severity, code

UNKNOWN_ITEM = code(
    "PB431",
    Severity.ERROR,
    "a chapter marks an item that the PRISMA checklists do not have",
    "Use the numbers of PRISMA 2020 (5, 16a…); items of the abstract checklist have an A before the number (A3).",
)
UNMARKED_ITEM = code(
    "PB432",
    Severity.WARNING,
    "no chapter marks an item of the PRISMA checklist",
    'Mark where it is reported: a heading with {prisma="5"}, or a span [words]{prisma="16a"}; or say in '
    "review/decisions/checklist.yml why it does not apply.",
)
EMPTY_MARK = code(
    "PB470",
    Severity.ERROR,
    "a checklist item is marked where nothing stands",
    "Write what the item asks for, or move the mark to where it is reported.",
)
NO_REASON = code(
    "PB471",
    Severity.ERROR,
    "a checklist item is set aside without a reason",
    "Give the `reason` in review/decisions/checklist.yml; a reader cannot judge an item that is left out in silence.",
)
REMARK_ON_UNKNOWN = code(
    "PB472",
    Severity.ERROR,
    "review/decisions/checklist.yml is about an item that the PRISMA checklists do not have",
    "Use the numbers of PRISMA 2020; items of the abstract checklist have an A before the number.",
)
REMARKED_TWICE = code(
    "PB473",
    Severity.ERROR,
    "review/decisions/checklist.yml has two entries for an item",
    "Keep one of them.",
)
UNCONFIRMED_REMARK = code(
    "PB474",
    Severity.WARNING,
    "entries of review/decisions/checklist.yml are proposals that no person has confirmed",
    "Check each and set `confirmed: true`.",
)
TITLE_IS_SILENT = code(
    "PB475",
    Severity.WARNING,
    "the title does not say that this is a systematic review",
    "Name it in `title:` or `subtitle:` under `book:` in _quarto.yml, as items 1 and A1 of PRISMA 2020 ask.",
)
NO_ID = code(
    "PB476",
    Severity.NOTE,
    "a checklist item is marked under a heading without an id of its own",
    "Give the heading an id such as {#sec-eligibility}, so that the checklist can give the section's number.",
)
NOT_PRINTED = code(
    "PB477",
    Severity.WARNING,
    "the PDF does not tell the page of a place",
    "Render again with the format prismabook-typst; content that only the HTML shows has no page.",
)
NUMBERS_DIFFER = code(
    "PB478",
    Severity.WARNING,
    "a section has another number on the pages than in the PDF",
    "Render both formats together, and number sections in the same way in both.",
)
NOT_RENDERED = code(
    "PB479",
    Severity.ERROR,
    "there is no book to take pages from",
    "Run `prismabook render` or `quarto render` first.",
)
