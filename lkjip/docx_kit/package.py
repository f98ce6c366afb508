"""Word documents that we did not make, read with every limit, and the content types of their parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lkjip.docx_kit.wml import W
from lkjip.errors import LkjipError, UnreadableError
from lkjip.ooxml import part_names
from lkjip.ooxml.archive import Archive, ArchiveKind
from lkjip.ooxml.parts import CONTENT_TYPES

_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_WITH_MACROS: Final = re.compile(r"application/vnd\.ms-word\..*macroEnabled")
_DOCUMENT: Final = ArchiveKind(
    thing="dokumen Word",
    program="Word",
    endings=".docx",
    older=(".doc", ".docx"),
    fewer="berisi jauh lebih banyak daripada sebuah laporan; hapus yang tidak dipakai, lalu simpan ulang",
)


class Document(Archive):
    """A Word document, opened for reading.

    Raises:
        LkjipError: as `Archive`; also for a .docm and for the variant "Strict Open XML Document".
    """

    kind = _DOCUMENT

    def _main(self) -> str:
        main = super()._main()
        if _WITH_MACROS.match(self.content_types.get(part_names.key(main), "")):
            raise UnreadableError(f"{self.path}: berisi makro (.docm); simpan ulang sebagai .docx")
        root = self.xml(main)
        if root.tag == _STRICT:
            raise UnreadableError(f'{self.path}: berformat "Strict Open XML"; simpan ulang sebagai .docx biasa')
        if root.tag != f"{W}document" or root.find(f"{W}body") is None:
            raise self.other()
        return main

    @property
    def content_types(self) -> Mapping[str, str]:
        """The content type of every part, by the part's normalized name."""
        if CONTENT_TYPES not in self.names:
            raise self.damaged(f"bagian {CONTENT_TYPES} tidak ada")
        by_ending, by_name = {}, {}
        for each in self.xml(CONTENT_TYPES):
            if each.get("Extension") is not None:
                by_ending[each.get("Extension", "").lower()] = each.get("ContentType", "")
            else:
                by_name[part_names.key(each.get("PartName", ""))] = each.get("ContentType", "")
        keys = [part_names.key(name) for name in self.names]
        return {key: by_name.get(key) or by_ending.get(key.rpartition(".")[2], "") for key in keys}

    def refused(self, what: str) -> LkjipError:
        return UnreadableError(f"{self.path}: {what}")
