//! Which language the bot answers in, and how that changes.

use super::world::{World, play, play_in, script};

#[test]
fn a_chosen_language_is_confirmed_in_itself_and_the_question_repeated() {
    play(
        "> وين طلبي
         <~ يُرجى كتابة
         > English
         = language:en
         <~ Switched to English
         <~ Please type your order number
         > 1001
         <~ Order ORD-1001 is on its way
         < Is there anything else we can do?
         > عربي
         = language:ar
         <~ تم التحويل إلى العربية
         < هل من خدمة أخرى؟
         > القائمة الرئيسية
         < يُرجى اختيار الخدمة المطلوبة:",
    );
}

#[test]
fn the_command_switches_to_the_other_language() {
    play(
        "> where is my order
         <~ Please type your order number
         > change language
         = command:language + language:ar
         <~ تم التحويل إلى العربية
         <~ يُرجى كتابة",
    );
}

#[test]
fn two_sentences_in_the_other_language_switch_without_a_word() {
    play(
        "> وين طلبي
         <~ يُرجى كتابة
         > I do not have the number
         <~ We could not read an order number",
    );
}

#[test]
fn a_first_message_without_language_offers_the_choice() {
    play(
        "> 👍
         <~ أهلًا بك في Noor. كيف يمكننا المساعدة؟
         < يُرجى اختيار الخدمة المطلوبة:
         <~ بأي لغة نكمل المحادثة؟
         [] العربية | English
         ># lang:en
         <~ Switched to English
         < Please choose what you need:",
    );
}

#[test]
fn an_option_is_understood_in_either_language() {
    play(
        "> where is my order 1001
         <~ Order ORD-1001
         < Is there anything else we can do?
         > موظف
         = answer:next
         <~ Passing you to our team",
    );
}

#[test]
fn nobody_is_asked_for_her_language_while_a_person_speaks_to_her() {
    let mut world = World::new(script());
    world.rehearsal.staff_writes("Hello");
    play_in(
        world,
        "> 👍
         = silent:external",
    );
    let mut world = play(
        "> where is my order
         <~ Please type your order number
         > English
         <~ Switched to English
         <~ Please type your order number",
    );
    world.rehearsal.staff_writes("Hello");
    play_in(
        world,
        "> وين طلبي يا جماعة الخير
         > صار لي أسبوع أنتظر الطلب
         > يا جماعة الخير وين الطلب
         owner external",
    );
}

#[test]
fn a_language_is_heard_in_a_sentence() {
    play(
        "> where is my order
         <~ Please type your order number
         > can you speak Arabic?
         <~ تم التحويل إلى العربية
         <~ يُرجى كتابة
         > تكلم معي بالإنجليزي
         <~ Switched to English
         <~ Please type your order number",
    );
}

#[test]
fn keeping_a_language_switches_nothing() {
    play(
        "> English
         <~ Switched to English
         < Please choose what you need:
         > أفيال زرقاء كثيرة
         <~ Sorry, we did not get that.
         > أفيال خضراء كثيرة
         <~ We still did not get that.
         < هل نكمل المحادثة بالعربية؟
         [] نعم، بالعربية | الإبقاء كما هي
         > الإبقاء كما هي
         = language:en
         < Please choose what you need:",
    );
}
