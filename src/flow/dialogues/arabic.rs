//! The shipped flows in Arabic.

use super::world::play;

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
         [] طلب آخر | التحدث مع موظف | القائمة الرئيسية
         > ١
         = answer:next
         <~ يُرجى كتابة رقم الطلب
         > 1004
         < تم إلغاء الطلب ORD-1004. الإجمالي 1,249.50 ر.س.
         < هل من خدمة أخرى؟",
    );
}
