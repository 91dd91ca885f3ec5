//! The shipped flows in English.

use super::world::play;

#[test]
fn where_is_my_order() {
    play(
        "> where is my order
         = trigger:order_status
         < Please type your order number, for example ORD-1001. You will find it in your order confirmation.
         > ORD-1002
         <~ Order ORD-1002 was delivered on
         < Is there anything else we can do?
         [] Another order | Talk to our team | Main menu",
    );
}
