//! The house style, against CLDR and Umm al-Qura.

use super::*;

fn friday_noon() -> Timestamp {
    // 2026-11-20T12:00+03:00
    Timestamp::from_seconds(1_795_165_200)
}

#[test]
fn a_number_is_grouped_in_the_digits_asked_for() {
    for (value, arabic, native, english) in [
        ("1234567.89", "1,234,567.89", "١٬٢٣٤٬٥٦٧٫٨٩", "1,234,567.89"),
        ("3", "3", "٣", "3"),
        ("1000000", "1,000,000", "١٬٠٠٠٬٠٠٠", "1,000,000"),
        ("1.50", "1.50", "١٫٥٠", "1.50"),
    ] {
        let write = |language, digits| number(value, language, digits);
        assert_eq!(write(Language::Arabic, Digits::Latin), Ok(arabic.into()));
        assert_eq!(write(Language::Arabic, Digits::Native), Ok(native.into()));
        assert_eq!(write(Language::English, Digits::Native), Ok(english.into()));
    }
    for wrong in [
        "",
        "١٢",
        "1,000",
        "abc",
        "1e9",
        "1234567890123456789012345678901",
    ] {
        assert!(
            number(wrong, Language::English, Digits::Latin).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn money_is_a_number_and_a_name() {
    for (amount, currency, arabic, english) in [
        ("1234.5", "SAR", "1,234.50\u{A0}ر.س.", "SAR\u{A0}1,234.50"),
        ("1234.5", "AED", "1,234.50\u{A0}د.إ.", "AED\u{A0}1,234.50"),
        ("1234.5", "EGP", "1,234.50\u{A0}ج.م.", "EGP\u{A0}1,234.50"),
        ("0.125", "KWD", "0.125\u{A0}د.ك.", "KWD\u{A0}0.125"),
        ("9.995", "SAR", "10.00\u{A0}ر.س.", "SAR\u{A0}10.00"),
        ("5", "USD", "5.00\u{A0}USD", "USD\u{A0}5.00"),
    ] {
        let write = |language| money(amount, currency, language, Digits::Latin);
        assert_eq!(write(Language::Arabic), Ok(arabic.into()));
        assert_eq!(write(Language::English), Ok(english.into()));
    }
    let native = money("1234.5", "SAR", Language::Arabic, Digits::Native);
    assert_eq!(native, Ok("١٬٢٣٤٫٥٠\u{A0}ر.س.".into()));
}

#[test]
fn a_day_is_told_as_people_say_it() {
    let style = Style::default();
    for (value, arabic, english) in [
        ("2026-11-20", "اليوم", "today"),
        ("2026-11-21", "غدًا", "tomorrow"),
        ("2026-11-19", "أمس", "yesterday"),
        (
            "2026-11-26",
            "الخميس، 26 نوفمبر 2026",
            "Thursday, 26 November 2026",
        ),
        (
            "2026-11-27",
            "الجمعة، 27 نوفمبر 2026",
            "Friday, 27 November 2026",
        ),
        ("2026-11-28", "28 نوفمبر 2026", "28 November 2026"),
        ("2025-01-05", "5 يناير 2025", "5 January 2025"),
        // late in UTC is the next day in Riyadh
        ("2026-11-20T22:30:00Z", "غدًا", "tomorrow"),
        ("2026-11-20T22:30:00", "اليوم", "today"),
    ] {
        assert_eq!(
            day(value, Language::Arabic, &style, friday_noon()),
            Ok(arabic.into())
        );
        assert_eq!(
            day(value, Language::English, &style, friday_noon()),
            Ok(english.into())
        );
    }
    for wrong in ["", "20/11/2026", "2026-13-01", "soon"] {
        assert!(
            day(wrong, Language::Arabic, &style, friday_noon()).is_err(),
            "{wrong}"
        );
    }
    let lost = Style {
        time_zone: "Mars/Olympus".into(),
        ..Style::default()
    };
    assert!(day("2026-11-20", Language::Arabic, &lost, friday_noon()).is_err());
}

#[test]
fn a_date_has_a_long_and_a_short_form() {
    let moment = Moment::read_day("2026-11-20", &Style::default(), friday_noon()).expect("a day");
    for (form, digits, arabic, english) in [
        (
            DayForm::Long,
            Digits::Latin,
            "الجمعة، 20 نوفمبر 2026",
            "Friday, 20 November 2026",
        ),
        (
            DayForm::Short,
            Digits::Latin,
            "20 نوفمبر 2026",
            "20 November 2026",
        ),
        (
            DayForm::Short,
            Digits::Native,
            "٢٠ نوفمبر ٢٠٢٦",
            "20 November 2026",
        ),
    ] {
        assert_eq!(moment.day(form, false, Language::Arabic, digits), arabic);
        assert_eq!(moment.day(form, false, Language::English, digits), english);
    }
}

#[test]
fn umm_al_qura_agrees_with_the_published_calendar() {
    for (value, expected) in [
        ("2025-03-01", "1 رمضان 1446 هـ"),
        ("2026-02-18", "1 رمضان 1447 هـ"),
        ("2026-03-20", "1 شوال 1447 هـ"),
        ("2026-05-27", "10 ذو الحجة 1447 هـ"),
        ("2026-06-16", "1 محرم 1448 هـ"),
        ("2026-11-20", "10 جمادى الآخرة 1448 هـ"),
        ("2027-02-08", "1 رمضان 1448 هـ"),
    ] {
        let moment = Moment::read_day(value, &Style::default(), friday_noon()).expect("a day");
        assert_eq!(
            moment.day(DayForm::Short, true, Language::Arabic, Digits::Latin),
            expected
        );
    }
}

#[test]
fn a_time_is_told_on_a_twelve_hour_clock_in_the_tenants_zone() {
    let cairo = Style {
        time_zone: "Africa/Cairo".into(),
        ..Style::default()
    };
    for (value, style, arabic, english) in [
        ("19:05", &Style::default(), "7:05\u{A0}م", "7:05\u{A0}PM"),
        ("00:30", &Style::default(), "12:30\u{A0}ص", "12:30\u{A0}AM"),
        ("12:00", &Style::default(), "12:00\u{A0}م", "12:00\u{A0}PM"),
        (
            "2026-11-20T16:05:00Z",
            &Style::default(),
            "7:05\u{A0}م",
            "7:05\u{A0}PM",
        ),
        // Egypt keeps summer time
        (
            "2026-07-20T12:00:00Z",
            &cairo,
            "3:00\u{A0}م",
            "3:00\u{A0}PM",
        ),
        (
            "2026-12-20T12:00:00Z",
            &cairo,
            "2:00\u{A0}م",
            "2:00\u{A0}PM",
        ),
    ] {
        assert_eq!(
            time(value, Language::Arabic, style, friday_noon()),
            Ok(arabic.into())
        );
        assert_eq!(
            time(value, Language::English, style, friday_noon()),
            Ok(english.into())
        );
    }
    for wrong in ["", "25:00", "2026-11-20", "noon"] {
        assert!(time(wrong, Language::English, &Style::default(), friday_noon()).is_err());
    }
}

#[test]
fn a_list_ends_in_and() {
    for (items, arabic, english) in [
        (&[][..], "", ""),
        (&["A"], "A", "A"),
        (&["A", "B"], "A وB", "A and B"),
        (&["A", "B", "C"], "A، B وC", "A, B and C"),
    ] {
        assert_eq!(list(items, Language::Arabic), arabic);
        assert_eq!(list(items, Language::English), english);
    }
}
