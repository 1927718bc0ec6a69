"""A morning at the desk: four documents with what was read from them, for the tests of pages and the browser."""

from __future__ import annotations

from caytre.accounts.models import User
from caytre.reading.model import Extracted, Fact, Mention, Reading
from caytre.record import services
from caytre.record.models import Document, Review, Source, Statement, Tier
from caytre.record.services import documents

ASTANA = (
    "Việt Nam và Kazakhstan nâng cấp quan hệ\n"
    "\n"
    "Astana, 6/5/2025. Tổng Bí thư Tô Lâm thăm cấp Nhà nước Kazakhstan từ ngày 5 đến ngày 7/5/2025 theo lời mời của "
    "Tổng thống Kassym-Jomart Tokayev.\n"
    "Hai bên nhất trí nâng cấp quan hệ lên Đối tác chiến lược.\n"
    "Kim ngạch thương mại Việt Nam - Kazakhstan năm 2023 đạt hơn 800 triệu USD; năm 2024 đạt gần 950 triệu USD.\n"
    "Hai nước phấn đấu đưa kim ngạch lên 1,5 tỷ USD trong thời gian tới.\n"
    "\n"
    "Đọc thêm: thời tiết cuối tuần\n"
)
TRADE = (
    "Trade between Viet Nam and Kazakhstan reached 765 million USD in 2023, the statistics office said on Monday.\n"
    "Viet Nam and Kazakhstan upgraded ties to a Strategic Partnership.\n"
)
GENEVA = (
    "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2023-2025.\n"
    "Việt Nam tái ứng cử Hội đồng Nhân quyền nhiệm kỳ 2026-2028.\n"
)
CABLE = "Đại sứ quán báo cáo: phía bạn dự kiến thăm Việt Nam vào tháng 9/2026.\n"


def _fact(text: str, type: str, quote: str, **fields: object) -> Fact:
    start = text.index(quote)
    return Fact(type=type, quote=quote, start=start, end=start + len(quote), **{"subject": None, **fields})


def _receive(text: str, *facts: Fact, name: str, by: User, language: str = "vi", **options: object) -> Document:
    document = services.receive_document(
        text.encode(), name=name, by=by, origin=str(options.get("origin", "")), classification=options.get("level", 1)
    )
    body_end = text.find("\n\nĐọc thêm")
    extracted = Extracted(
        text=text,
        media_type="text/plain",
        language=language,
        title=options.get("title"),
        publisher=options.get("publisher"),
        published=options.get("published"),
        body_end=body_end if body_end >= 0 else len(text),
    )
    mentions = tuple(options.get("mentions", ()))
    return documents.keep_reading(document, Reading(extracted, mentions=mentions, facts=facts))


def a_desk(by: User) -> None:
    """Fill an empty record, starter loaded: proposals that wait, facts held, one contradiction, one repeat."""
    vn_kz = {"subject": "Việt Nam", "subject_id": "state:VN", "object": "Kazakhstan", "object_id": "state:KZ"}
    both = ("KZ", "VN")
    lam = ASTANA.index("Tô Lâm")
    first = _receive(
        ASTANA,
        _fact(
            ASTANA,
            "visit",
            "Tổng Bí thư Tô Lâm thăm cấp Nhà nước Kazakhstan từ ngày 5 đến ngày 7/5/2025",
            subject="Tô Lâm",
            object="Kazakhstan",
            object_id="state:KZ",
            value="thăm cấp Nhà nước",
            date="2025-05-05/2025-05-07",
            countries=both,
            confidence=0.95,
        ),
        _fact(
            ASTANA,
            "partnership_level",
            "Hai bên nhất trí nâng cấp quan hệ lên Đối tác chiến lược",
            **vn_kz,
            value="Đối tác chiến lược",
            date="2025-05",
            countries=both,
            confidence=0.92,
        ),
        _fact(
            ASTANA,
            "trade_figure",
            "Kim ngạch thương mại Việt Nam - Kazakhstan năm 2023 đạt hơn 800 triệu USD",
            **vn_kz,
            value=800_000_000.0,
            unit="USD",
            bound="at_least",
            date="2023",
            countries=both,
            confidence=0.9,
        ),
        _fact(
            ASTANA,
            "trade_figure",
            "năm 2024 đạt gần 950 triệu USD",
            **vn_kz,
            value=950_000_000.0,
            unit="USD",
            bound="nearly",
            date="2024",
            countries=both,
            confidence=0.8,
        ),
        _fact(
            ASTANA,
            "policy_goal",
            "Hai nước phấn đấu đưa kim ngạch lên 1,5 tỷ USD trong thời gian tới",
            **vn_kz,
            value=1_500_000_000.0,
            unit="USD",
            modality="planned",
            countries=both,
            confidence=0.6,
        ),
        name="viet-nam-kazakhstan.txt",
        by=by,
        title="Việt Nam và Kazakhstan nâng cấp quan hệ",
        publisher="Thông tấn xã mẫu",
        published="2025-05-06",
        mentions=[Mention(lam, lam + 6, "Tô Lâm", "person", country="VN", office="Tổng Bí thư")],
    )
    Source.objects.filter(name="Thông tấn xã mẫu").update(tier=Tier.AGENCY)
    for statement in Statement.objects.filter(evidence__document=first, confidence__gte=0.9).order_by("pk"):
        services.accept(statement, by=by)
    _receive(
        TRADE,
        _fact(
            TRADE,
            "trade_figure",
            "Trade between Viet Nam and Kazakhstan reached 765 million USD in 2023",
            **vn_kz,
            value=765_000_000.0,
            unit="USD",
            date="2023",
            countries=both,
            confidence=0.9,
        ),
        _fact(
            TRADE,
            "partnership_level",
            "Viet Nam and Kazakhstan upgraded ties to a Strategic Partnership",
            **vn_kz,
            value="Đối tác chiến lược",
            date="2025-05",
            place="Astana",
            countries=both,
            confidence=0.9,
        ),
        name="trade-2023.txt",
        by=by,
        language="en",
        title="Trade with Kazakhstan grew in 2023",
        publisher="Sample Daily",
        published="2024-01-15",
    )
    _receive(
        GENEVA,
        _fact(
            GENEVA,
            "membership_term",
            "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2023-2025",
            subject="Việt Nam",
            subject_id="state:VN",
            object="Hội đồng Nhân quyền Liên hợp quốc",
            date="2023/2025",
            countries=("VN",),
            confidence=0.93,
        ),
        name="geneva.txt",
        by=by,
        title="Việt Nam tại Hội đồng Nhân quyền",
        published="2025-02",
    )
    _receive(
        CABLE,
        _fact(
            CABLE,
            "visit",
            "phía bạn dự kiến thăm Việt Nam vào tháng 9/2026",
            subject="phía bạn",
            object="Việt Nam",
            object_id="state:VN",
            date="2026-09",
            modality="planned",
            countries=("VN",),
        ),
        name="cable.txt",
        by=by,
        title="Điện của đại sứ quán",
        level=2,
    )
    waiting = Statement.objects.filter(status="proposed").count()
    assert waiting and Review.objects.exists(), "the morning has nothing to decide"
