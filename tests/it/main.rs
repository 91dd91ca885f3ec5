//! What the engine promises, each promise a file, checked on the real binary from outside.
//!
//! `world` starts `hiwar serve` and plays the customers, `stub` plays Meta and the shop.
//! Tests wait for events, never for time.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and a process in real time needs the real clock"
)]

mod stub;
mod world;

mod a_changed_flow_breaks_no_dialogue;
mod a_customer_learns_the_status_of_her_order;
mod a_hostile_script_harms_its_own_tenant_only;
mod a_message_is_answered_once;
mod a_new_project_works_at_once;
mod a_rate_is_spent_on_messages_alone;
mod a_restart_loses_no_dialogue;
mod a_stop_cuts_no_send_short;
mod a_stumbling_provider_loses_no_reply;
mod a_tap_is_an_answer;
mod a_turn_can_be_run_again;
mod a_webhook_is_verified_by_its_token;
mod an_input_that_cannot_be_kept_is_given_up;
mod an_input_that_kills_is_given_up;
mod bodies_have_a_limit;
mod crash;
mod each_flow_is_spoken_in_both_languages;
mod no_proxy_of_the_environment_is_asked;
mod one_odd_element_spoils_no_batch;
mod only_signed_webhooks_are_heard;
mod operators_see_how_it_goes;
mod recorded_webhooks_are_accepted;
mod replies_keep_their_order;
mod the_send_switch_is_obeyed;
mod the_simulator_plays_the_whole_world;
