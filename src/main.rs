//! The `hiwar` program: everything is behind `hiwar::cli`.

fn main() -> std::process::ExitCode {
    hiwar::cli::main()
}
