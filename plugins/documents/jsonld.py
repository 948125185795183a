"""JSON-LD `Legislation` of an issued document (schema.org), each điều a part with the address of its anchor."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from plugins.domain.citations import LegalStatus, Named, Relation
from plugins.domain.contents import Document
from plugins.kit.build import Build

_FORMS = {"akn.xml": "application/akn+xml", "txt": "text/plain", "json": "application/json"}
_FORCE = {
    LegalStatus.NOT_YET: "NotInForce",
    LegalStatus.IN_FORCE: "InForce",
    LegalStatus.AMENDED: "PartiallyInForce",
    LegalStatus.EXPIRED: "NotInForce",
    LegalStatus.REPLACED: "NotInForce",
}


def legislation(
    build: Build, document: Document, status: LegalStatus, named: Mapping[Relation, Sequence[Named]]
) -> str:
    """Return the JSON-LD of a document and what it names, safe inside a script element."""
    address = build.absolute(document.url)
    changed = [
        build.absolute(other.url)
        for relation in (Relation.AMENDS, Relation.REPLACES)
        for _, other in named[relation]
        if other
    ]
    plain: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "name": document.title,
        "inLanguage": "vi",
        "legislationIdentifier": document.symbol,
        "legislationType": document.doc_type.name,
        "legislationDate": document.issued_on.isoformat(),
        "legislationDateVersion": document.updated_on.isoformat(),
        "legislationPassedBy": {"@type": "Organization", "name": build.publication.office(document.office).name},
        "legislationJurisdiction": "VN",
        "legislationLegalForce": _FORCE[status],
        "isPartOf": {"@type": "WebSite", "@id": build.absolute(""), "name": build.publication.catalogue.site.name},
        "hasPart": [
            {"@type": "Legislation", "@id": f"{address}#{eid}", "name": label} for eid, label in document.text.articles
        ],
        "encoding": [
            {"@type": "MediaObject", "contentUrl": f"{address.removesuffix('html')}{ending}", "encodingFormat": type_}
            for ending, type_ in _FORMS.items()
        ],
    }
    if document.effective_on:
        plain["legislationDateOfApplicability"] = document.effective_on.isoformat()
    if changed:
        plain["legislationChanges"] = changed
    # A closing tag inside a title would end the script.
    return json.dumps(plain, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
