"""A document written again after people edited it: what we wrote last, what stands in it now, and what we would write today.

Everything goes by content, never by place: a table is found by its headings and keys, a sentence by its text, a chart by its figures.
Texts that are as we wrote them become today's; texts that people changed stay and are named.
"""

from lkjip.naskah.merging.whole import Merged, merged

__all__ = ["Merged", "merged"]
