//! The macro behind the command table: dispatcher and TypeScript from the same lines.

/// Makes `dispatch` and `command_lines` from `name(Request) -> Answer;` lines.
macro_rules! commands {
    ($($name:ident($request:ty) -> $answer:ty;)*) => {
        /// Runs the command `name` with its request as JSON and gives its answer as JSON.
        ///
        /// # Errors
        /// Whatever the use case says, as a [`Failure`]; [`FailureCode::InvalidRequest`] for a name
        /// or a request that is not in the table.
        pub async fn dispatch(
            app: &app::App,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, Failure> {
            match name {
                $(stringify!($name) => {
                    let request: $request =
                        serde_json::from_value(request).map_err(|error| $crate::table::invalid(name, &error))?;
                    let answer: $answer = app.$name(request).await.map_err(|error| error.failure())?;
                    serde_json::to_value(answer).map_err(|error| $crate::table::invalid(name, &error))
                })*
                _ => Err($crate::table::unknown(name)),
            }
        }

        /// Writes every type of the table below `folder` and returns the lines of the TypeScript
        /// type `Commands` with the names it uses.
        fn export(config: &ts_rs::Config) -> Result<Vec<crate::bindings::Line>, ts_rs::ExportError> {
            use ts_rs::TS as _;
            $(
                <$request>::export_all(config)?;
                <$answer>::export_all(config)?;
            )*
            Ok(vec![$(crate::bindings::Line {
                command: stringify!($name),
                request: <$request>::name(config),
                answer: <$answer>::name(config),
            }),*])
        }
    };
}

pub(crate) use commands;

use app::view::{Failure, FailureCode};

/// The failure for a request that is not what the table says.
pub(crate) fn invalid(name: &str, error: &serde_json::Error) -> Failure {
    failure(format!("{name}: {error}"))
}

/// The failure for a command that is not in the table.
pub(crate) fn unknown(name: &str) -> Failure {
    failure(format!("there is no command {name}"))
}

fn failure(message: String) -> Failure {
    Failure {
        code: FailureCode::InvalidRequest,
        message,
        fields: std::collections::BTreeMap::new(),
        retryable: false,
    }
}
