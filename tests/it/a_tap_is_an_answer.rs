//! A tapped button or list row answers the question it stood under.

use crate::world::{World, choices};

#[test]
fn what_the_menu_offers_can_be_tapped() {
    let world = World::open();
    let salma = world.customer("+966501220001");
    salma.says("menu");
    let menu = salma.expects("a menu with choices", |call| !choices(call).is_empty());
    for choice in choices(&menu) {
        salma.taps(&choice);
        salma.expects(&format!("an answer to `{choice}`"), |_| true);
        world.settles();
        salma.reads_all();
        salma.says("menu");
        salma.expects("the menu again", |call| !choices(call).is_empty());
    }
}
