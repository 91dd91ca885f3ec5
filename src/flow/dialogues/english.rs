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
         [] Another order | Talk to our team | No, thanks
         > another one
         <~ Please type your order number
         > #1003
         <~ Order ORD-1003 is being prepared
         < Is there anything else we can do?
         > talk to an agent please
         = answer:next
         <~ Passing you to our team
         owner queue",
    );
}

#[test]
fn a_wrong_number_is_asked_for_again() {
    play(
        "> track my order
         <~ Please type your order number
         > I lost it
         = fallback:1
         <~ We could not read an order number
         > 1002
         <~ was delivered
         < Is there anything else we can do?",
    );
}

#[test]
fn the_ladder_climbs_to_a_person() {
    play(
        "> hello there
         <~ Welcome to Noor. How can we help?
         < Please choose what you need:
         > blue elephants
         = fallback:1
         <~ Sorry, we did not get that.
         > green elephants
         = fallback:2
         < We still did not get that. You can choose one of these:
         [] Main menu | Talk to a person | Repeat
         > red elephants
         = fallback:3
         < Still not clear to us. Shall we bring in a colleague?
         [] Talk to a person | Main menu
         ># agent
         = command:agent
         <~ Passing you to our team
         owner queue",
    );
}

#[test]
fn an_old_button_is_answered_politely() {
    play(
        "> where is my order 1001
         <~ Order ORD-1001
         < Is there anything else we can do?
         > menu
         < Please choose what you need:
         > where is my order
         <~ Please type your order number
         ># agent
         = stale
         <~ That choice belongs to an earlier message.
         > 1002
         <~ was delivered
         < Is there anything else we can do?",
    );
}

#[test]
fn an_old_menu_still_starts_what_it_offers() {
    play(
        "> menu
         < Please choose what you need:
         > cancel
         < We stopped here, and nothing was changed. The menu is available anytime.
         ># order_status
         = trigger:order_status
         <~ Please type your order number",
    );
}

#[test]
fn messages_during_a_call_wait_for_its_answer() {
    play(
        "shop slow
         > where is my order 1001
         > hello?
         = held
         > 2
         = held
         shop back
         = call + held:answered + answer:next
         <~ Order ORD-1001 is on its way
         < Is there anything else we can do?
         <~ Please type your order number",
    );
}

#[test]
fn a_command_does_not_wait_for_a_call() {
    play(
        "shop slow
         > where is my order 1001
         > menu
         = command:menu
         < Please choose what you need:
         shop back
         = stale",
    );
}

#[test]
fn stop_in_the_middle_of_a_call_is_done_at_once() {
    let world = play(
        "shop slow
         > where is my order 1001
         > STOP
         = opt_out
         <~ Messages stopped.
         shop back
         = stale
         > stop it
         = opt_out?
         <~ Shall we stop our messages
         [] Stop messages | Keep them
         > START
         = opt_in
         <~ Messages are on.",
    );
    assert!(!world.rehearsal.session.opted_out);
}

#[test]
fn keeping_messages_goes_on_where_it_was() {
    play(
        "> where is my order
         <~ Please type your order number
         > please don't stop
         = opt_out?
         <~ Shall we stop our messages
         ># consent:keep
         <~ Nothing changed
         <~ Please type your order number",
    );
}
