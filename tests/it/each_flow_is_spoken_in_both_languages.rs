//! Each shipped flow through the front door: signed webhooks in, messages at the provider
//! out, in Arabic and in English, answered by the demo shop.

use crate::world::{Customer, World, choices, is_arabic, message_id};

/// `>` she writes, `>#` she taps, `>img` she sends a photo; `<` what she then reads.
fn talks(world: &World, phone: &str, arabic: bool, chat: &str) {
    let customer = world.customer(phone);
    for line in chat.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (sigil, rest) = line.split_once(' ').unwrap_or((line, ""));
        match sigil {
            ">" => drop(customer.says(rest)),
            ">#" => taps(customer, rest),
            ">img" => assert_eq!(customer.shows_as(&message_id()), Some(200)),
            "<" => {
                let call = customer.expects_words(&[rest]);
                assert_eq!(is_arabic(&call.words()), arabic, "{}", call.words());
            }
            other => panic!("no such line: {other}"),
        }
    }
}

/// Taps the option with this id, whatever its question and visit are.
fn taps(customer: Customer, id: &str) {
    let named = |choice: &String| choice.contains(&format!(":{id}@"));
    let received = customer.received();
    let offered = received.iter().rev().flat_map(choices);
    let choice = offered.into_iter().find(named);
    customer.taps(&choice.unwrap_or_else(|| panic!("`{id}` is not on offer")));
}

#[test]
fn order_status() {
    let world = World::open();
    let arabic = "
        > وين طلبي
        < رقم الطلب
        > ١٠٠١
        < في الطريق
        < هل من خدمة أخرى
        ># notify
        < هل نرسل رسالة
        > نعم
        < ستصل رسالة كلما";
    talks(&world, "+966501130001", true, arabic);
    let english = "
        > where is my order ORD-1002
        < was delivered
        < anything else
        ># another
        < type your order number
        > 1004
        < was cancelled
        < anything else
        > no thanks
        < You are welcome";
    talks(&world, "+966501130002", false, english);
}

#[test]
fn start_return() {
    let world = World::open();
    let arabic = "
        > ابغى ارجع منتج
        < رقم الطلب
        > ١٠٠٢
        < المنتج المطلوب إرجاعه
        ># OUD-12ML
        < ما سبب الإرجاع
        ># damaged
        < صورة
        >img
        < ملاحظة
        > العلبة مكسورة من الأسفل
        < كيف نعيد المبلغ
        ># credit
        < مراجعة بيانات الإرجاع
        > نعم
        < RMA-100201
        < بوليصة الإرجاع
        < طرق تسليم المنتج
        > لا شكرا
        < على الرحب";
    talks(&world, "+966501130003", true, arabic);
    let english = "
        > I want to return ORD-1002
        < Which item
        ># DATES-1KG
        < What is the reason
        ># changed_mind
        < like to add
        > skip
        < refund you
        ># card
        < check your return
        > yes
        < RMA-100202
        < Return label
        < hand the item over
        ># handover
        < waiting for return";
    talks(&world, "+966501130004", false, english);
}

#[test]
fn returns_that_are_switched_off_are_closed_politely() {
    let world = World::plan().set("RETURNS_ENABLED", "0").open();
    let arabic = "
        > ابغى ارجع منتج
        < متوقفة حاليًا
        < كيف نتابع";
    talks(&world, "+966501130005", true, arabic);
    let english = "
        > I want to return an item
        < are closed at the moment
        < How shall we go on";
    talks(&world, "+966501130006", false, english);
}

#[test]
fn rma_instructions() {
    let world = World::open();
    let arabic = "
        > وين بوليصة الارجاع
        < رقم الإرجاع
        > ١٠٠٧
        < أكثر من إرجاع
        ># RMA-100701
        < في انتظار التسليم
        < بوليصة الإرجاع
        < كيف نستلم المنتج
        ># pickup
        < أي يوم
        ># day2
        < هل نؤكده
        > نعم
        < تم حجز الاستلام";
    talks(&world, "+966501130007", true, arabic);
    let english = "
        > return instructions
        < number of the return
        > RMA-100701
        < waiting for return
        < Return label
        < like to hand it over
        ># drop_off
        < Our branch
        < We will remind you
        < anything else";
    talks(&world, "+966501130008", false, english);
}

#[test]
fn main_menu() {
    let world = World::open();
    let arabic = "
        > القائمة
        < الخدمة المطلوبة
        ># start_return
        < رقم الطلب";
    talks(&world, "+966501130009", true, arabic);
    let english = "
        > menu
        < choose what you need
        ># rma_instructions
        < number of the return";
    talks(&world, "+966501130010", false, english);
}
