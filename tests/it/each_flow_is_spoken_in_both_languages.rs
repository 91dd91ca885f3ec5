//! Each shipped flow through the front door: signed webhooks in, messages at the provider
//! out, in Arabic and in English, answered by the demo shop.

use crate::world::{Customer, World, choices, is_arabic, message_id, now_s};

const QUEUE_HOURS: &str = "HIWAR_TENANT__DEFAULT__QUEUE__GENERAL__HOURS";

/// `>` she writes, `>#` she taps, `>img` she sends a photo, `>loc` a place; `<` what she then reads.
fn talks(world: &World, phone: &str, arabic: bool, chat: &str) {
    let customer = world.customer(phone);
    for line in chat.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (sigil, rest) = line.split_once(' ').unwrap_or((line, ""));
        match sigil {
            ">" => drop(customer.says(rest)),
            ">#" => taps(customer, rest),
            ">img" => assert_eq!(customer.shows_as(&message_id()), Some(200)),
            ">loc" => assert_eq!(customer.points_as(&message_id()), Some(200)),
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

#[test]
fn human_handoff() {
    let world = World::open();
    let arabic = "
        > عندي شكوى على الطلب ORD-1002
        < ما موضوع المحادثة
        ># orders
        < ماذا حدث باختصار
        > العلبة وصلت فارغة
        < جارٍ تحويل المحادثة
        > إلغاء
        < تم إلغاء التحويل
        < الخدمة المطلوبة";
    talks(&world, "+966501130011", true, arabic);
    let english = "
        > I want to file a complaint
        < What is it about
        ># payment
        < what happened
        > skip
        < Passing you to our team
        > menu
        < choose what you need";
    talks(&world, "+966501130012", false, english);
}

/// An hour of the day after the day after tomorrow.
fn hours_of_another_day() -> String {
    // the epoch began on a Thursday
    let week = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];
    let days = usize::try_from(now_s() / 86_400).expect("after the epoch");
    format!("{} 10:00-11:00", week[(days + 3) % week.len()])
}

#[test]
fn a_team_that_is_away_takes_a_message() {
    let world = World::plan()
        .set(QUEUE_HOURS, &hours_of_another_day())
        .open();
    let arabic = "
        > شكوى
        < ما موضوع المحادثة
        ># other
        < ماذا حدث باختصار
        > لم يصلني رد
        < يعود فريق الخدمة
        ># leave
        < الرسالة محفوظة";
    talks(&world, "+966501130013", true, arabic);
    let english = "
        > complaint
        < What is it about
        ># other
        < what happened
        > nobody called me
        < Our team answers again
        ># menu
        < choose what you need";
    talks(&world, "+966501130014", false, english);
}

#[test]
fn check_in() {
    let world = World::open();
    let arabic = "
        > موعدي
        < ما الموعد المقصود
        ># APT-5001
        < موعد التوصيل
        ># confirm
        < موقع التوصيل
        >loc
        < تم التأكيد";
    talks(&world, "+966501130015", true, arabic);
    let english = "
        > my appointment
        < Which appointment
        ># APT-5001
        < Please confirm it
        ># move
        < Which of these times
        > 2
        < Moved: ";
    talks(&world, "+966501130016", false, english);
}

#[test]
fn check_in_of_the_field_staff() {
    let staff = "+966501130017, +966501130018";
    let world = World::plan()
        .set("HIWAR_TENANT__DEFAULT__STAFF", staff)
        .open();
    let arabic = "
        > مهامي
        < ما المهمة المقصودة
        ># JOB-7001
        < تركيب دلة كهربائية
        ># here
        < مشاركة الموقع الحالي
        >loc
        < صورة للموقع
        >img
        < تم تسجيل الوصول
        < هل توجد مشكلة
        > لا";
    talks(&world, "+966501130017", true, arabic);
    let english = "
        > my jobs
        < Which job
        ># JOB-7002
        < incense burner
        ># issue
        < What is the issue
        ># damage
        < describe it
        > The socket is burnt
        < A photo of it helps
        >img
        < is recorded as";
    talks(&world, "+966501130018", false, english);
}

#[test]
fn language() {
    let world = World::open();
    talks(
        &world,
        "+966501130019",
        true,
        "
        > القائمة
        < الخدمة المطلوبة
        ># language
        < بأي لغة",
    );
    talks(
        &world,
        "+966501130019",
        false,
        "
        ># en
        < Switched to English
        < choose what you need
        ># language
        < Which language",
    );
    talks(
        &world,
        "+966501130019",
        true,
        "># ar\n< تم التحويل إلى العربية",
    );
}

#[test]
fn my_data() {
    let world = World::open();
    let arabic = "
        > بياناتي
        < يمكن الاطلاع على ما نحتفظ به
        ># show
        < رقم الهاتف
        < يمكن الاطلاع على ما نحتفظ به
        ># erase
        < هل نحذف
        > لا
        < لم يُحذف شيء";
    talks(&world, "+966501130020", true, arabic);
    let english = "
        > delete my data
        < see what we keep
        ># erase
        < Shall we delete
        > yes
        < will be deleted within minutes";
    talks(&world, "+966501130021", false, english);
}
