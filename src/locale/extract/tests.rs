//! What customers type, and the value in it.

use super::*;
use crate::domain::Timestamp;

// 2026-11-20T12:00+03:00, a Friday
const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);

#[test]
fn an_order_number_is_found_however_it_is_typed() {
    for text in [
        "ORD-1234",
        "ord 1234",
        "ORD١٢٣٤",
        "ord1234",
        "طلب رقم ١٢٣٤",
        "#1234",
        "#١٢٣٤",
        "1234",
        "١٢٣٤",
        "رقم الطلب: 1234.",
        "1234-ORD",
        "١٢٣٤-ORD",
        "ORD\u{2011}1234",
        "\u{200F}ORD-1234\u{200F}",
        "حالة طلبي رقم ORD-1234",
        "أين طلبي ١٢٣٤",
        "where is order 1234?",
        "order number 1234",
        "نعم 1234",
        "1234 please",
        "طلبي 1234 فيه 3 قطع",
        "my order is #1234, thanks",
        "ORD_1234",
        "Order no. 1234",
        "طلبية-1234",
        "track 1234",
        "تتبع ١٢٣٤",
    ] {
        assert_eq!(order_no(text).as_deref(), Some("ORD-1234"), "{text}");
    }
    assert_eq!(
        order_no("ord 0012345678").as_deref(),
        Some("ORD-0012345678")
    );
}

#[test]
fn other_numbers_are_not_order_numbers() {
    for text in [
        "",
        "1,234",
        "1234.50",
        "123",
        "12345678901",
        "0501234567",
        "+966501234567",
        "RMA-1234",
        "I paid 1500",
        "دفعت 1500 ريال",
        "طلبي بقيمة 1500 ريال",
        "10:30",
        "AB123456",
        "ord",
        "1234 5678",
        "call 920012345",
        "-1234",
        "order 12",
    ] {
        assert_eq!(order_no(text), None, "{text}");
    }
}

#[test]
fn where_an_order_is_meant_a_number_among_words_is_enough() {
    for text in [
        "it is 1234",
        "أظن ١٢٣٤",
        "wain 6alabi 1234",
        "هو 1234 شكرا",
        "1234",
    ] {
        assert_eq!(order_no_meant(text).as_deref(), Some("ORD-1234"), "{text}");
    }
    for text in [
        "دفعت 1500 ريال",
        "0501234567",
        "1,234",
        "1234 أو 1235",
        "RMA-1234",
        "it is 12",
    ] {
        assert_eq!(order_no_meant(text), None, "{text}");
    }
}

#[test]
fn numbers_come_in_any_digits() {
    for (text, whole, exact) in [
        ("5", Some(5), Some("5")),
        ("٥", Some(5), Some("5")),
        ("5 items", Some(5), Some("5")),
        ("خمسة", Some(5), Some("5")),
        ("five please", Some(5), Some("5")),
        ("-5", Some(-5), Some("-5")),
        ("007", Some(7), Some("7")),
        ("1,000", Some(1000), Some("1000")),
        ("١٬٢٣٤٫٥٠", None, Some("1234.50")),
        ("1,234.50", None, Some("1234.50")),
        ("12,5", None, Some("12.5")),
        ("12.50 ر.س.", None, Some("12.50")),
        ("50ريال", Some(50), Some("50")),
        ("SAR 12.50", None, Some("12.50")),
        ("(3)", Some(3), Some("3")),
        ("0.50", None, Some("0.50")),
        ("1,23,4", None, None),
        ("1.2.3", None, None),
        ("2 or 3", None, None),
        ("ORD-1234", None, None),
        ("10:30", None, None),
        ("9-5", None, None),
        ("99999999999999999999", None, Some("99999999999999999999")),
        ("many", None, None),
        ("", None, None),
    ] {
        assert_eq!(int(text), whole, "{text}");
        assert_eq!(decimal(text).as_deref(), exact, "{text}");
    }
}

#[test]
fn a_day_is_read_day_first_or_counted_from_today() {
    for (text, expected) in [
        ("2026-11-20", Some("2026-11-20")),
        ("٢٠٢٦-١١-٢٠", Some("2026-11-20")),
        ("2026/1/5", Some("2026-01-05")),
        ("20/11/2026", Some("2026-11-20")),
        ("٢٠/١١/٢٠٢٦", Some("2026-11-20")),
        ("5-1-27", Some("2027-01-05")),
        ("20.11.2026", Some("2026-11-20")),
        ("20/12", Some("2026-12-20")),
        ("5/1", Some("2027-01-05")),
        ("20 نوفمبر", Some("2026-11-20")),
        ("٢٠ نوفمبر ٢٠٢٧", Some("2027-11-20")),
        ("يوم 20 نوفمبر، 2027", Some("2027-11-20")),
        ("5 يناير", Some("2027-01-05")),
        ("1 أيلول", Some("2026-09-01")),
        ("20 Nov 2026", Some("2026-11-20")),
        ("20th of November", Some("2026-11-20")),
        ("Nov 20, 2027", Some("2027-11-20")),
        ("on 3 Sept please", Some("2026-09-03")),
        ("اليوم", Some("2026-11-20")),
        ("today", Some("2026-11-20")),
        ("غدًا", Some("2026-11-21")),
        ("غدا", Some("2026-11-21")),
        ("بكرة لو سمحت", Some("2026-11-21")),
        ("Tomorrow!", Some("2026-11-21")),
        ("بعد غد", Some("2026-11-22")),
        ("the day after tomorrow", Some("2026-11-22")),
        ("أمس", Some("2026-11-19")),
        ("31/2/2026", None),
        ("11/20/2026", None),
        ("20", None),
        ("soon", None),
        ("4 to 20", None),
        ("050 123 4567", None),
        ("", None),
    ] {
        assert_eq!(
            date(text, NOW, "Asia/Riyadh").as_deref(),
            expected,
            "{text}"
        );
    }
    // an hour before midnight in Cairo is tomorrow in Riyadh
    let late = Timestamp::from_seconds(1_795_165_200 + 12 * 3600 + 1800);
    assert_eq!(
        date("today", late, "Asia/Riyadh").as_deref(),
        Some("2026-11-21")
    );
    assert_eq!(
        date("today", late, "Africa/Cairo").as_deref(),
        Some("2026-11-20")
    );
    assert_eq!(date("today", NOW, "Mars/Olympus"), None);
}

#[test]
fn an_address_is_taken_out_of_its_sentence() {
    for (text, expected) in [
        ("sara@shop.example", Some("sara@shop.example")),
        (
            "بريدي sara.k+1@Shop.Example.",
            Some("sara.k+1@shop.example"),
        ),
        ("<a_b@x-y.co>", Some("a_b@x-y.co")),
        ("a@b", None),
        ("@shop.example", None),
        ("a@@b.co", None),
        ("a@b..co", None),
        ("a@-b.co", None),
        ("a@1.2.3.4", None),
        ("سارة@shop.example", None),
        ("no mail", None),
    ] {
        assert_eq!(email(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn assent_and_refusal_are_heard() {
    for (texts, expected) in [
        (
            &[
                "نعم",
                "ايوه تمام",
                "OKKKK",
                "yes please",
                "نعم 1234",
                "نعم أبغى أرجع",
                "اكيد",
                "\u{200F}نعم\u{200F}",
                "Yes!",
            ][..],
            Some(true),
        ),
        (
            &["لا", "لأ", "لا شكرا", "no thanks", "لا أبغى موظف", "nope"],
            Some(false),
        ),
        (
            &[
                "",
                "👍",
                "شكرا",
                "maybe",
                "no problem",
                "لا مانع",
                "yes no",
                "نعم لا",
                "1234",
            ],
            None,
        ),
    ] {
        for text in texts {
            assert_eq!(yes_no(text), expected, "{text}");
        }
    }
}
