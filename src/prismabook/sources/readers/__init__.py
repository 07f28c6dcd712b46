"""One reader per page layout; each is chosen by the content of a page, never by its file's name."""

from prismabook.sources.page import Reader
from prismabook.sources.readers import app_abstract, article_page, citation_block, pubmed_mirror, registry_page

READERS: tuple[Reader, ...] = (
    registry_page.READER,
    article_page.READER,
    app_abstract.READER,
    pubmed_mirror.READER,
    citation_block.READER,
)
"""In the order in which equal scores are decided: the most telling layout first."""
