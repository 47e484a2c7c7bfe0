"""The sample of every paper that people upload, for demonstrations and tests."""

from collections.abc import Iterable
from datetime import UTC, datetime

from demonstration import favorable
from documents.store import Store
from documents.uploads.rules import PDF
from records import uploads
from records.database import Sessions
from records.uploads import Upload, UploadState


def keep_certificate(sessions: Sessions, store: Store, persons: Iterable[str]) -> None:
    """Upload the sample of every paper in these persons' names, checked."""
    content = favorable.CERTIFICATE.read_bytes()
    digest = store.put(content)
    with sessions() as session:
        for person in persons:
            uploads.add(
                session,
                Upload(
                    digest=digest,
                    person=person,
                    name=favorable.CERTIFICATE.name,
                    media_type=PDF,
                    size=len(content),
                    pages=1,
                    state=UploadState.CLEAN,
                    at=datetime.now(UTC),
                ),
            )
        session.commit()
