//! The `hiwar` program: everything is behind `hiwar::cli`.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    hiwar::cli::main()
}
