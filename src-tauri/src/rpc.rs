//! The one command of the window: a name and a request as JSON, an answer or an `ApiError` as JSON.

use serde_json::Value;
use tauri::State;

use crate::services::Services;

/// Passes a call on and waits for its answer, on Tauri's asynchronous threads.
#[tauri::command]
pub async fn rpc(
    services: State<'_, Services>,
    name: String,
    request: Value,
) -> Result<Value, Value> {
    services.call(name, request).await
}
