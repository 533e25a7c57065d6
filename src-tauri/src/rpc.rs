//! The one command of the window: a name and a request as JSON, an answer or a failure as JSON.

use app::App;
use ipc::Failure;
use serde_json::Value;
use tauri::State;

/// Passes a call on and waits for its answer, on Tauri's asynchronous threads.
#[tauri::command]
pub async fn rpc(app: State<'_, App>, name: String, request: Value) -> Result<Value, Failure> {
    ipc::dispatch(&app, &name, request).await
}
