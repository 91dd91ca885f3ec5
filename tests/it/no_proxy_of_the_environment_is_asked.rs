//! Calls go where the settings say: a proxy that the environment names would see every
//! token and number, and could answer for a shop inside.

use std::net::TcpListener;

use crate::world::World;

#[test]
fn no_variable_sends_a_call_through_a_proxy() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    let names = [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ];
    let plan = World::plan().shop();
    let plan = names.iter().fold(plan, |plan, name| plan.set(name, &url));
    let world = plan.open();
    let salma = world.customer("+966501350001");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    salma.says("ORD-1002");
    salma.expects_words(&["ORD-1002"]);
    world.settles();
    assert!(proxy.accept().is_err(), "nobody came to the proxy");
}
