//! Names of days and months, and the Umm al-Qura calendar. Hijri dates are for reading
//! only; what is stored is Gregorian.

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Hijri;
use jiff::civil::{Date, Weekday};

use crate::locale::Language;

const ARABIC_MONTHS: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ARABIC_HIJRI: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
const ENGLISH_HIJRI: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Shaʻban",
    "Ramadan",
    "Shawwal",
    "Dhuʻl-Qiʻdah",
    "Dhuʻl-Hijjah",
];

/// `20 November 2026`.
pub(super) fn gregorian(date: Date, language: Language) -> String {
    let names = match language {
        Language::Arabic => &ARABIC_MONTHS,
        Language::English => &ENGLISH_MONTHS,
    };
    format!(
        "{} {} {}",
        date.day(),
        nth(names, date.month().unsigned_abs()),
        date.year()
    )
}

/// `10 جمادى الآخرة 1448 هـ`; nothing outside the calendar's reach.
pub(super) fn hijri(date: Date, language: Language) -> Option<String> {
    let iso = IcuDate::try_new_iso(
        date.year().into(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    )
    .ok()?;
    let date = iso.to_calendar(Hijri::new_umm_al_qura());
    let (names, era) = match language {
        Language::Arabic => (&ARABIC_HIJRI, "هـ"),
        Language::English => (&ENGLISH_HIJRI, "AH"),
    };
    let day = date.day_of_month().0;
    let month = nth(names, date.month().ordinal);
    let year = date.year().extended_year();
    Some(format!("{day} {month} {year} {era}"))
}

pub(super) fn weekday(date: Date, language: Language) -> &'static str {
    let (arabic, english) = match date.weekday() {
        Weekday::Sunday => ("الأحد", "Sunday"),
        Weekday::Monday => ("الاثنين", "Monday"),
        Weekday::Tuesday => ("الثلاثاء", "Tuesday"),
        Weekday::Wednesday => ("الأربعاء", "Wednesday"),
        Weekday::Thursday => ("الخميس", "Thursday"),
        Weekday::Friday => ("الجمعة", "Friday"),
        Weekday::Saturday => ("السبت", "Saturday"),
    };
    match language {
        Language::Arabic => arabic,
        Language::English => english,
    }
}

/// The n-th name, counted from one.
fn nth(names: &[&'static str; 12], n: u8) -> &'static str {
    names
        .get(usize::from(n).wrapping_sub(1))
        .copied()
        .unwrap_or("")
}
