//! The command line: one file for each command. Data goes to standard output, talk to
//! standard error; the exit code says how it went. No command holds anything that a user of
//! the library would miss.

mod author;
mod books;
mod bundle;
mod chat;
mod config;
mod dev;
mod exit;
mod explain;
mod given;
mod house;
mod publish;
mod report;
mod serve;
mod test;
mod version;
mod webhook;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use author::{flow, locale, new};
pub use exit::Exit;

/// Hiwar (حوار): an engine for WhatsApp conversations in Arabic and English.
#[derive(Debug, Parser)]
#[command(name = "hiwar", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 ok, 1 findings, 2 usage, 3 environment, 4 remote.\n\
    New here? Run `hiwar dev` and open the page that it names; `hiwar new DIR` begins your own."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a project of your own: flows, wording in both languages, tests, editor settings
    New(new::Arguments),
    /// Try it: a phone in the browser, no account, no network, a store that is thrown away
    Dev(dev::Arguments),
    /// Talk to the flows in the terminal, without network or store
    Chat(chat::Arguments),
    /// Run the engine
    Serve(serve::Arguments),
    /// Check flows and locales and make them what new conversations speak
    Publish(publish::Arguments),
    /// Go back to an earlier version of the flows
    Rollback(publish::Rollback),
    /// The versions of the flows, and who is inside which
    Versions(publish::VersionsArguments),
    /// The version that only a share of new conversations begins with
    #[command(subcommand)]
    Rollout(publish::Rollout),
    /// Play the chats beside the flows and report where one goes wrong
    Test(test::Arguments),
    /// Compile flows and locales and report every mistake
    Check(bundle::CheckArguments),
    /// Draw flows: steps and the ways between them
    Graph(bundle::GraphArguments),
    /// The flows, a new one, and what a flow may call
    #[command(subcommand)]
    Flow(flow::Command),
    /// What the languages lack, how much there is, and a made-up one to try the layout
    #[command(subcommand)]
    Locale(locale::Command),
    /// Say what a code means, or what became of a message
    Explain(explain::Arguments),
    /// Run stored turns again: to check them, or to try edited flows on a real conversation
    Replay(books::replay::Arguments),
    /// Webhooks for trying a running engine from outside
    #[command(subcommand)]
    Webhook(webhook::Command),
    /// The settings in force and where each comes from
    #[command(subcommand)]
    Config(config::Command),
    /// Look into the books
    #[command(subcommand)]
    Store(books::store::Command),
    /// Print the version
    Version(version::Arguments),
}

/// Reads the command line and carries it out.
pub fn main() -> ExitCode {
    let exit = match Arguments::parse().command {
        Command::New(arguments) => new::run(&arguments),
        Command::Dev(arguments) => dev::run(&arguments),
        Command::Chat(arguments) => chat::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Rollback(arguments) => publish::roll_back(&arguments),
        Command::Versions(arguments) => publish::versions(&arguments),
        Command::Rollout(command) => publish::rollout(&command),
        Command::Test(arguments) => test::run(&arguments),
        Command::Check(arguments) => bundle::check(&arguments),
        Command::Graph(arguments) => bundle::graph(&arguments),
        Command::Flow(command) => flow::run(&command),
        Command::Locale(command) => locale::run(&command),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Replay(arguments) => books::replay::run(&arguments),
        Command::Webhook(command) => webhook::run(&command),
        Command::Config(command) => config::run(&command),
        Command::Store(command) => books::store::run(&command),
        Command::Version(arguments) => version::run(&arguments),
    };
    exit.into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_tree_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
