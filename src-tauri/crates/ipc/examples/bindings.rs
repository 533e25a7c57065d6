//! Writes the window's TypeScript types into the folder given as argument.

fn main() -> Result<(), ipc::BindingsError> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "ui/src/ipc/generated".into());
    ipc::write_bindings(std::path::Path::new(&folder))
}
