//! Tòa Soạn's window: everything that needs Tauri, and nothing else.
//!
//! What the product does lies in the crates; this shell opens the window, carries questions and
//! answers between it and them, and offers what only a desktop has (dialogs, the keychain, files
//! dropped on the window).
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![expect(dead_code, reason = "the desktop's part is called once the product is plugged in")]

mod arguments;
mod events;
mod file_drop;
mod host;
mod input_method;
mod keychain;
mod photo_protocol;
mod rpc;
mod services;
mod window;

use std::sync::Arc;

use tauri::{Manager, RunEvent};
use tracing_subscriber::EnvFilter;

use crate::{arguments::Arguments, events::Events, host::Host, keychain::Keychain};
use crate::{services::Services, window::WindowSetup};

fn main() -> tauri::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::read(std::env::args_os().skip(1));
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(window::remembered())
        .manage(Services::default())
        .register_asynchronous_uri_scheme_protocol("photo", photo_protocol::serve)
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(move |app| {
            let handle = app.handle().clone();
            WindowSetup::new(&handle).open()?;
            // The library opens while the web view loads; the window is on screen already.
            tauri::async_runtime::spawn(services::start(
                handle.clone(),
                arguments,
                Events::new(handle.clone()),
                Arc::new(Host::new(handle)),
                Keychain::new(),
            ));
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<Services>().close();
            }
        });
    Ok(())
}
