//! The intent table, and answers to options.

use super::*;
use crate::locale::text;

/// Patterns are separated as translators separate them.
fn phrases(id: &str, policy: Policy, patterns: &str) -> Phrases {
    Phrases {
        id: id.into(),
        patterns: patterns.split('،').map(String::from).collect(),
        policy,
    }
}

/// What a shop with every flow would look for.
fn shop() -> PhraseBook {
    use Policy::{Ask, Careful, Ready};
    let opt_out = "=إيقاف، إيقاف الرسائل، إلغاء+اشتراك*، أوقف الرسائل، =stop، unsubscribe، stop+messag*، stop+send*";
    let agent = "موظف*، خدمة العملاء، أكلم أحد، =دعم، دعم فني، agent، human، =support";
    let order_status = "حالة+طلب*، وين+طلب*، فين+طلب*، أين+طلب*، تتبع+طلب*، متى+يوصل، =طلبي، \
        track+order، =track، order status، where+order، wain+talab*";
    let start_return =
        "إرجاع، =ارجع، أبغى+أرجع، ارجع+منتج، استرجاع، مرتجع، استبدال، return*، refund*، exchange";
    let rma = "رقم+مرتجع، تعليمات+إرجاع، حالة+إرجاع، بوليصة+إرجاع، rma، return+label، return+status، track+return";
    PhraseBook::compile(vec![
        phrases("opt_out", Careful, opt_out),
        phrases("opt_out", Ask, "stop، إيقاف"),
        phrases(
            "lang_en",
            Ready,
            "english، انجليزي، الإنجليزية، =en، بالانجليزي",
        ),
        phrases("lang_ar", Ready, "arabic، =عربي، العربية، بالعربي، =3arabi"),
        phrases("agent", Ready, agent),
        phrases(
            "menu",
            Ready,
            "القائمة، القائمة الرئيسية، menu، main menu، =home",
        ),
        phrases("cancel", Ready, "=إلغاء، =خلاص، =cancel، never mind"),
        phrases("order_status", Ready, order_status),
        phrases("start_return", Ready, start_return),
        phrases("rma", Ready, rma),
        phrases("check_in", Ready, "تسجيل+وصول، =وصلت، check in، =arrived"),
        phrases("yes", Ready, "=نعم، =ايوه، =تمام، =اكيد، =yes، =ok، =sure"),
        phrases("no", Ready, "=لا، =no، =nope، ما أبغى، مش عايز"),
    ])
}

/// What is found, and the messages in which it is.
const MEANINGS: &[(&str, &str)] = &[
    (
        "order_status Exact",
        "وين طلبي / وين طلبي؟؟ / فين طلبى / حاله الطلب / wain talabi",
    ),
    (
        "order_status Contains",
        "أين طلبي ١٢٣٤ / حالة طلبي رقم ORD-1234 / متى يوصل طلبي يا جماعة",
    ),
    ("order_status Contains", "WHERE IS MY ORDER???"),
    ("order_status Fuzzy", "trak order"),
    ("start_return Exact", "ابغى ارجع / return"),
    (
        "start_return Contains",
        "أبغى أرجع المنتج / نعم أبغى أرجع / استرجاع المبلغ / I want to return my order",
    ),
    ("rma Exact", "تعليمات الارجاع / return status"),
    (
        "rma Contains",
        "رقم المرتجع 55 / وين بوليصة الارجاع / track my return",
    ),
    (
        "agent Exact",
        "لو سمحت موظف / agent please / خدمه العملاء / الدعم / للدعم / موظفف / ＡＧＥＮＴ",
    ),
    ("agent Contains", "أبغى أكلم موظف"),
    ("agent Fuzzy", "humaan"),
    (
        "agent Contains negated ask",
        "لا أبغى موظف / I don't want an agent / لا أبغى أكلم موظف",
    ),
    ("cancel Exact", "إلغاء / خلاص"),
    (
        "opt_out Exact",
        "إلغاء الاشتراك / الغاء الاشتراك / STOP / please stop sending / stop stop",
    ),
    ("opt_out Contains ask", "stop it / please unsubscribe me"),
    ("opt_out Contains negated ask", "don't stop"),
    ("yes Exact", "ايوه تمام / OKKKK / نعم / yes yes ok"),
    ("no Exact", "لا شكرا / لأ / مش عايز"),
    ("menu Exact", "القائمه / القــائمة / قائمه"),
    ("menu Fuzzy", "menuu"),
    ("lang_en Exact", "English / انجليزي لو سمحت"),
    ("lang_ar Exact", "عربي / 3arabi"),
    (
        "check_in Exact",
        "تسجيل الوصول / check-in / Check in / وصلت",
    ),
    (
        "nothing",
        "وصلت الطلبية ناقصة / شكرا / سلام عليكم / 👍 / ١ / 1 / واحد / موضف",
    ),
    ("nothing", "stob / unsubscribr /  / ؟"),
];

#[test]
fn a_message_finds_its_meaning() {
    let book = shop();
    for (expected, messages) in MEANINGS {
        for message in messages.split(" / ") {
            let found = book.find(&Utterance::of(message));
            let told = found.map_or("nothing".into(), |hit| {
                let negated = if hit.negated { " negated" } else { "" };
                let ask = if hit.ask { " ask" } else { "" };
                format!("{} {:?}{negated}{ask}", hit.id, hit.how)
            });
            assert_eq!(told, *expected, "{message}");
        }
    }
}

#[test]
fn courtesy_alone_is_told_from_silence() {
    for (message, courtesy, wordless) in [
        ("شكرا", true, false),
        ("سلام عليكم", true, false),
        ("Thank you!!", true, false),
        ("Thank you so much", true, false),
        ("صباح الخير، كيف الحال؟", true, false),
        ("مساء الخير", true, false),
        ("مع السلامة", true, false),
        ("good morning", true, false),
        ("how are you", true, false),
        ("مشكورين", true, false),
        ("الو", true, false),
        ("bye", true, false),
        ("how are my orders", false, false),
        ("خير", false, false),
        ("👍", false, true),
        ("", false, true),
        ("شكرا وين طلبي", false, false),
    ] {
        let said = Utterance::of(message);
        assert_eq!(
            (said.is_courtesy(), said.is_wordless()),
            (courtesy, wordless),
            "{message}"
        );
    }
}

#[test]
fn a_greeting_can_be_a_phrase_itself() {
    let book = PhraseBook::compile(vec![
        phrases("greet", Policy::Ready, "hello، السلام عليكم، =thank you"),
        phrases("thumb", Policy::Ready, "👍"),
    ]);
    let id = |message| book.find(&Utterance::of(message)).map(|hit| hit.id);
    assert_eq!(id("Hello!"), Some("greet"));
    assert_eq!(id("السلام عليكم ورحمة الله"), Some("greet"));
    assert_eq!(id("thank you"), Some("greet"));
    assert_eq!(id("👍🏽"), Some("thumb"));
    assert_eq!(id("👎"), None);
}

#[test]
fn a_near_miss_between_two_meanings_is_none() {
    let book = PhraseBook::compile(vec![
        phrases("a", Policy::Ready, "tracks"),
        phrases("b", Policy::Ready, "tracky"),
    ]);
    assert_eq!(book.find(&Utterance::of("trackx")), None);
    assert_eq!(
        book.find(&Utterance::of("trackss")).map(|hit| hit.id),
        Some("a")
    );
}

fn menu() -> Choices {
    let choice = |id: &str, titles: &[&str], also: &[&str]| Choice {
        id: id.into(),
        titles: titles.iter().map(|title| (*title).into()).collect(),
        also: also.iter().map(|also| (*also).into()).collect(),
    };
    Choices::compile(vec![
        choice(
            "track",
            &["تتبع الطلب", "Track an order"],
            &["وين+طلب*", "where+order"],
        ),
        choice("return", &["إرجاع منتج", "Return an item"], &["استرجاع"]),
        choice(
            "agent",
            &["التحدث مع موظف", "Talk to a person"],
            &["human", "👨‍💼"],
        ),
    ])
}

/// The option, and the answers that mean it.
const ANSWERS: &[(Option<&str>, &str)] = &[
    (
        Some("track"),
        "track / 1 / ١ / ۱ / 1️⃣ / 1. / واحد / الأول / الخيار الأول / رقم ١ / first",
    ),
    (
        Some("track"),
        "the first one / number one / option 1 please / تتبع الطلب / تتبع الطلب لو سمحت",
    ),
    (
        Some("track"),
        "TRACK AN ORDER / وين طلبي / تتبع / trak an order",
    ),
    (
        Some("return"),
        "2 / ٢ / الثاني / ثانية / second / 2nd / إرجاع / Return / ارجاع منتح",
    ),
    (
        Some("agent"),
        "٣ / موظف / أبغى أكلم human / person / 👨🏽‍💼 / agent",
    ),
    (
        None,
        "4 / ٠ / 0 / 10 /  / 👍 / not the second / لا أبغى إرجاع منتج / an / maybe / 12345",
    ),
    (None, "track or return / human or استرجاع"),
];

#[test]
fn an_option_is_meant_by_id_place_or_name_in_any_language() {
    let menu = menu();
    for (expected, answers) in ANSWERS {
        for answer in answers.split(" / ") {
            assert_eq!(menu.pick(&Utterance::of(answer)), *expected, "{answer}");
        }
    }
}

#[test]
fn a_number_that_is_a_name_is_not_a_place() {
    let option = |id: &str| Choice {
        id: id.into(),
        titles: vec![id.into()],
        also: Vec::new(),
    };
    let score = Choices::compile(vec![option("5"), option("3"), option("1")]);
    for (answer, expected) in [
        ("5", Some("5")),
        ("٣", Some("3")),
        ("1", Some("1")),
        ("2", Some("3")),
    ] {
        assert_eq!(score.pick(&Utterance::of(answer)), expected, "{answer}");
    }
    let plus = Choices::compile(vec![option("iPhone 15+"), option("iPhone 15")]);
    assert_eq!(plus.pick(&Utterance::of("iphone 15+")), Some("iPhone 15+"));
}

#[test]
fn our_own_words_are_written_as_keys() {
    let numbers = words::NUMBERS.iter().copied().flatten();
    let lists = [
        words::COURTESY,
        words::NEGATION,
        words::LIGHT,
        words::YES,
        words::NO,
    ];
    for word in lists
        .into_iter()
        .flatten()
        .chain(numbers)
        .chain(words::INTRODUCING)
    {
        assert_eq!(text::bare(&text::key(word)), *word);
    }
}
