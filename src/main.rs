//! temporary
use std::collections::BTreeMap;
fn main() {
    let env: BTreeMap<String, String> = std::env::vars().collect();
    let settings = hiwar::app::settings::load(&hiwar::app::settings::Given { file: None, env, flags: vec![], read_file: &|_| Err("no".into()) }).map_err(|f| { for x in &f { eprintln!("{x}"); } }).unwrap();
    hiwar::app::logging::start(&settings.log).unwrap();
    let sources = hiwar::app::sources::read(None, None).unwrap();
    let rt = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    rt.block_on(async {
        let stop = hiwar::app::stop_asked().unwrap();
        let plan = hiwar::app::Plan { settings, sources, clock: hiwar::app::machine::clock(), api_token: None };
        if let Err(f) = hiwar::app::run(plan, |l| eprintln!("listening on http://{}", l.public), stop).await { eprintln!("{f} {f:?}"); std::process::exit(3) }
    });
}
