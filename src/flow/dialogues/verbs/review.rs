//! Looking over the answers: one is edited alone, and no later turn diverges.

use super::{FORM, play};

#[test]
fn an_answer_is_edited_alone_and_the_next_turns_do_not_diverge() {
    play(
        FORM,
        "> go now
         < Which item?
         ># shoe
         < A photo?
         >+ image
         < A note?
         [] Skip
         ># 1
         = skip:note
         <~ Please check:
         [] Confirm | Change something | Cancel request
         > change
         < Which answer shall we change?
         [] Item | photo | Note
         ># item
         = payload:edit
         < Which item?
         > shirt
         <~ Item: Shirt
         ># edit
         < Which answer shall we change?
         > note
         < A note?
         > By the door
         <~ Note: By the door
         > yes
         < shirt false m1",
    );
}

#[test]
fn a_review_in_a_loop_of_one_visit_is_replayed_like_any_other() {
    play(
        "fn start(c) {
             let ends = false;
             while !ends {
                 c.choose(\"item\", \"q-item\", [opt(\"shoe\"), opt(\"shirt\")]);
                 c.ask(\"note\", \"q-note\");
                 ends = c.review(\"look-over\", [\"item\", \"note\"]) != \"edit\";
             }
             c.ask(\"name\", \"q-card\");
             c.say_raw(`${c.slots.item} ${c.slots.note}`);
         }",
        "> go now
         < Which item?
         > shoe
         < A note?
         > one
         <~ Item: Shoe
         > edit
         < Which answer shall we change?
         > 2
         < A note?
         > two
         <~ Note: two
         > back
         < A note?
         > three
         <~ Note: three
         > back
         < A note?
         > two
         <~ Note: two
         > confirm
         < Who?
         > x
         < shoe two",
    );
}

#[test]
fn a_review_speaks_arabic() {
    play(
        FORM,
        "> هيا بنا
         < Which item?
         > 1
         < A photo?
         >+ image
         < A note?
         [] تخطي
         > لا يوجد
         <~ photo: تم استلام الصورة
         [] تأكيد | تعديل | إلغاء الطلب
         > تعديل
         < ما الجواب المطلوب تعديله؟
         > رجوع
         <~ Please check:
         > إلغاء الطلب
         < stopped",
    );
}
