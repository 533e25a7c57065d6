//! Tòa Soạn's window: everything that needs Tauri, and nothing else.
//!
//! What the product does lies in the crates; this shell opens the window, carries questions and
//! answers between it and them, and offers what only a desktop has (dialogs, the keychain, files
//! dropped on the window).
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod desktop;
mod events;
mod file_drop;
mod first;
mod graphics;
mod input_method;
mod keychain;
mod local_portal;
mod photo_protocol;
mod ports;
mod rpc;
mod volumes;
mod window;

use app::App;
use tauri::{Manager, RunEvent};
use tracing_subscriber::EnvFilter;

fn main() -> tauri::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    graphics::choose();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(window::remembered())
        .register_asynchronous_uri_scheme_protocol("photo", photo_protocol::serve)
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(|app| {
            let product = App::new(ports::of(app.handle())?);
            tauri::async_runtime::spawn(product.clone().watch_outbox());
            tauri::async_runtime::spawn(product.clone().watch_folders());
            tauri::async_runtime::spawn(product.clone().watch_cards());
            let first = first::script(&product);
            app.manage(product);
            window::open(app.handle(), first)?;
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<App>().close();
            }
        });
    Ok(())
}
