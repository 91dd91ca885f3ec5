//! The shipped flows in Arabic.

use super::world::{play, play_loosely};

#[test]
fn where_is_my_order() {
    play(
        "> وين طلبي
         = trigger:order_status
         < يُرجى كتابة رقم الطلب، مثل ORD-1001. يظهر الرقم في رسالة تأكيد الطلب.
         > ١٠٠١
         = answer:order_no, call
         <~ الطلب ORD-1001 في الطريق، والتسليم المتوقع
         < هل من خدمة أخرى؟
         [] إشعار عند التغيير | طلب آخر | التحدث مع موظف | لا، شكرًا
         > ٢
         = answer:next
         <~ يُرجى كتابة رقم الطلب
         > 1004
         < تم إلغاء الطلب ORD-1004. الإجمالي 1,249.50 ر.س.
         < هل من خدمة أخرى؟",
    );
}

#[test]
fn a_number_in_the_first_sentence_is_not_asked_for() {
    play(
        "> أين طلبي رقم ١٠٠٥؟
         = trigger:order_status, call
         <~ الطلب ORD-1005 مع المندوب
         < هل من خدمة أخرى؟",
    );
}

#[test]
fn a_wrong_number_is_asked_for_again_and_then_a_person_is_offered() {
    play(
        "> حالة الطلب
         <~ يُرجى كتابة رقم الطلب
         > لا أعرف الرقم
         <~ لم نتعرف على رقم الطلب
         > لا أتذكره أبدا
         <~ لم نتعرف على رقم الطلب
         > ما عندي الرقم
         <~ هل نحوّل المحادثة إلى فريق الخدمة؟
         [] نعم | لا
         > ايوه
         <~ جارٍ تحويل المحادثة
         owner queue",
    );
}

#[test]
fn an_order_that_is_not_there_may_be_tried_twice_more() {
    play(
        "> وين طلبي
         <~ يُرجى كتابة
         > 9999
         < لم نجد طلبًا بالرقم ORD-9999.
         <~ يُرجى كتابة
         > 9998
         < لم نجد طلبًا بالرقم ORD-9998.
         <~ يُرجى كتابة
         > 9997
         < لم نجد طلبًا بالرقم ORD-9997.
         <~ هل نحوّل المحادثة
         > لا
         < يُرجى اختيار الخدمة المطلوبة:
         [] تتبع الطلب | تعليمات الإرجاع | المواعيد وتسجيل الوصول | التحدث مع موظف | تغيير اللغة | بياناتي",
    );
}

#[test]
fn a_shop_that_is_down_is_said_so() {
    play(
        "shop down
         > وين طلبي 1001
         < تعذّر الوصول إلى معلومات الطلبات حاليًا. كيف نتابع؟
         [] إعادة المحاولة | التحدث مع موظف | القائمة الرئيسية
         shop up
         ># retry
         = payload:shop_down, call
         <~ الطلب ORD-1001 في الطريق
         < هل من خدمة أخرى؟",
    );
}

#[test]
fn a_slow_shop_is_said_so_and_impatience_draws_nothing_more() {
    play(
        "shop slow
         > وين طلبي 1001
         > ؟؟
         = held
         > يا هلا
         = held
         @ 4s
         < جارٍ البحث، لحظة واحدة.
         shop back
         = call + held:answered + held:answered
         <~ الطلب ORD-1001 في الطريق
         < هل من خدمة أخرى؟",
    );
}

#[test]
fn silence_ends_the_question_once() {
    play(
        "> وين طلبي
         <~ يُرجى كتابة
         @ 29m
         @ 1m
         = timer:question
         <~ لم يصلنا رد
         @ 48h
         > بطاطس مقلية
         = fallback:1
         <~ لم تتضح لنا الرسالة
         <~ يُرجى اختيار الخدمة",
    );
}

#[test]
fn the_first_hello_is_met_with_a_welcome() {
    play(
        "> السلام عليكم
         = courtesy
         <~ أهلًا بك في Noor. كيف يمكننا المساعدة؟
         < يُرجى اختيار الخدمة المطلوبة:
         [] تتبع الطلب | تعليمات الإرجاع | المواعيد وتسجيل الوصول | التحدث مع موظف | تغيير اللغة | بياناتي
         > شكرا
         = courtesy
         <~ على الرحب والسعة
         > 4
         <~ ما موضوع المحادثة؟
         ># payment
         <~ ماذا حدث باختصار؟
         > تخطي
         <~ جارٍ تحويل المحادثة
         owner queue",
    );
}

#[test]
fn back_undoes_and_from_the_top_it_leads_to_the_menu() {
    play(
        "> وين طلبي
         <~ يُرجى كتابة
         > رجوع
         = command:back
         < يُرجى اختيار الخدمة المطلوبة:
         ># order_status
         <~ يُرجى كتابة
         > إلغاء
         < توقفنا هنا، ولم يتغير شيء. القائمة متاحة في أي وقت.",
    );
}

#[test]
fn who_waits_for_a_person_hears_it_once_and_may_come_back() {
    play(
        "> أبغى أكلم موظف
         = command:agent
         <~ جارٍ تحويل المحادثة
         owner queue
         > هل من أحد؟
         = waiting
         <~ سيصل الرد هنا
         > ألو
         = silent:queue
         > القائمة
         = back_to_bot
         <~ تم إلغاء التحويل
         < يُرجى اختيار الخدمة المطلوبة:
         owner bot",
    );
}

#[test]
fn a_refused_person_is_asked_about() {
    play(
        "> وين طلبي
         <~ يُرجى كتابة
         > لا أبغى موظف
         = command:agent?
         < هل نحوّل المحادثة إلى موظف؟
         [] التحدث مع موظف | القائمة الرئيسية",
    );
}

#[test]
fn stop_is_heard_at_once_and_anything_near_it_asks() {
    let world = play(
        "> وين طلبي
         <~ يُرجى كتابة
         > إلغاء الاشتراك
         = opt_out
         <~ تم إيقاف الرسائل
         > اشتراك
         = opt_in
         <~ تم تفعيل الرسائل",
    );
    assert!(!world.rehearsal.session.opted_out);
}

#[test]
fn an_impatient_customer_just_sends_the_next_number() {
    play(
        "> ORD-1001
         = trigger:order_status, call
         <~ الطلب ORD-1001 في الطريق
         < هل من خدمة أخرى؟
         > ١٠٠٢
         = trigger:order_status, call
         <~ تم تسليم الطلب ORD-1002
         < هل من خدمة أخرى؟",
    );
}

#[test]
fn the_engines_own_buttons_are_understood_when_typed() {
    for (said, rule) in [
        ("٢", "command:menu"),
        ("الثاني", "command:menu"),
        ("القائمة الرئيسية", "command:menu"),
        ("لا", "command:menu"),
        ("1", "command:agent"),
        ("talk to a person", "command:agent"),
        ("نعم", "command:agent"),
    ] {
        let world = play_loosely(&["القائمة", "لا أبغى موظف", said]);
        assert_eq!(world.reply.traces[0].matched, rule, "{said}");
    }
    for (said, rule) in [
        ("١", "opt_out"),
        ("إيقاف الرسائل", "opt_out"),
        ("2", "opt_out:kept"),
        ("الإبقاء عليها", "opt_out:kept"),
        ("keep them", "opt_out:kept"),
        // Titles are not guessed where all messages are at stake.
        ("messages", "fallback:1"),
        ("1001", "trigger:order_status"),
    ] {
        let world = play_loosely(&["القائمة", "stop it", said]);
        assert_eq!(world.reply.traces[0].matched, rule, "{said}");
    }
    for (said, rule) in [("1", "command:menu"), ("٣", "command:repeat")] {
        let world = play_loosely(&["القائمة", "أفيال زرقاء", "أفيال خضراء", said]);
        assert_eq!(world.reply.traces[0].matched, rule, "{said}");
    }
}

#[test]
fn a_number_answers_an_open_question_before_it_names_a_button() {
    let world = play_loosely(&["وين طلبي", "لا أبغى موظف", "1002"]);
    assert_eq!(world.reply.traces[0].matched, "answer:order_no");
    let world = play_loosely(&["وين طلبي", "لا أبغى موظف", "٢"]);
    assert_eq!(world.reply.traces[0].matched, "command:menu");
}

#[test]
fn nothing_else_ends_it_kindly() {
    for no in ["لا شكرا", "لا", "خلاص", "تمام شكرا", "ok", "٤"] {
        let table = format!(
            "> 1001
             <~ الطلب ORD-1001
             < هل من خدمة أخرى؟
             > {no}
             = answer:next
             < على الرحب والسعة. القائمة متاحة في أي وقت."
        );
        let world = play(&table);
        assert!(world.rehearsal.session.place.is_none(), "{no}");
    }
}

#[test]
fn an_order_that_has_not_come_is_asked_after() {
    for said in [
        "ما وصلني طلبي",
        "طلبي ما وصل للحين",
        "لم يصل طلبي بعد",
        "تأخر الطلب كثير",
        "وين الشحنة",
        "my order is late",
        "my order has not arrived",
        "I haven't received my order",
        "where is my package",
    ] {
        let world = play_loosely(&[said]);
        let rule = &world.reply.traces[0].matched;
        assert_eq!(rule, "trigger:order_status", "{said}");
    }
    for said in ["وصلت الطلبية ناقصة", "I received my order broken"] {
        let world = play_loosely(&[said]);
        assert_eq!(world.reply.traces[0].matched, "first", "{said}");
    }
}

#[test]
fn who_may_want_no_more_messages_is_asked() {
    for said in [
        "وقف",
        "لا ترسلون لي شي",
        "ألغوا اشتراكي",
        "ما ابي رسائل",
        "remove me from your list",
        "leave me alone",
        "don't text me",
    ] {
        let world = play_loosely(&["وين طلبي", said]);
        assert_eq!(world.reply.traces[0].matched, "opt_out?", "{said}");
    }
}
