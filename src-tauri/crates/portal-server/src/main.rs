//! `toasoan-portal`: the reference portal on its own.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::Utc;
use clap::{Parser, Subcommand, ValueEnum};
use domain::{ArticleId, DayVisits};
use portal_server::{Clock, Maintenance, Options, Portal, PortalServerError, StartingVisits};
use portal_wire::Permission;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// A portal: the API that Tòa Soạn publishes to, and the site that readers see.
#[derive(Parser)]
#[command(version, subcommand_negates_reqs = true)]
struct Arguments {
    /// Folder of the portal's data; made when it is not there.
    #[arg(long, global = true, value_name = "DIR", default_value = "portal-data")]
    data: PathBuf,
    /// Address to listen on; port 0 takes a free one. Other machines see only what you name here.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8620")]
    listen: SocketAddr,
    /// The portal's name, as its pages show it; kept until another one is given.
    #[arg(long, default_value = "")]
    name: String,
    /// How much the portal's data may take on the disk, for example 800M or 20G; all there is when
    /// not given. A full portal takes nothing more, but still takes down and deletes.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    quota: Option<u64>,
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Who may use the API.
    #[command(subcommand)]
    Token(TokenTask),
    /// Visit counters, for an office that moves its portal.
    #[command(subcommand)]
    Counters(CountersTask),
    /// After putting a backup back: makes all clients compare everything anew.
    Restored,
}

#[derive(Subcommand)]
enum TokenTask {
    /// Makes a token and prints it; it is shown this once only.
    Create {
        /// Whose it is.
        #[arg(long)]
        user: String,
        /// What it may do.
        #[arg(long, value_delimiter = ',', default_value = "read,write,publish")]
        permissions: Vec<Right>,
    },
    /// Lists all tokens, without their secrets.
    List,
    /// Ends a token's validity at once.
    Revoke {
        /// The public part, as `list` shows it.
        prefix: String,
    },
}

#[derive(Subcommand)]
enum CountersTask {
    /// Shows the counters as the pages do.
    Show,
    /// Sets them to the figures of the portal before.
    Set {
        /// Total number of visits from now on.
        #[arg(long)]
        total: Option<u64>,
        /// Visits of a day, as `2022-07-14=31`; may be given many times.
        #[arg(long = "day", value_name = "DAY=VISITS", value_parser = day_visits)]
        days: Vec<DayVisits>,
    },
    /// Sets the views of an article.
    Views {
        /// The article's id.
        article: ArticleId,
        /// How often it was read.
        views: u64,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Right {
    Read,
    Write,
    Publish,
}

impl From<Right> for Permission {
    fn from(right: Right) -> Self {
        match right {
            Right::Read => Self::Read,
            Right::Write => Self::Write,
            Right::Publish => Self::Publish,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let outcome = match &arguments.task {
        Some(task) => maintain(&arguments, task),
        None => serve(arguments).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("toasoan-portal: {}", chain(&error));
            ExitCode::from(exit_code(&error))
        }
    }
}

/// 3: the data must not be used by this program, and nothing was done; starting again does not help
/// (systemd: `RestartPreventExitStatus=3`). 1: everything else. (2: wrong use.)
fn exit_code(error: &PortalServerError) -> u8 {
    match error {
        PortalServerError::TooNew { .. }
        | PortalServerError::InUse { .. }
        | PortalServerError::Damaged { .. } => 3,
        _ => 1,
    }
}

async fn serve(arguments: Arguments) -> Result<(), PortalServerError> {
    let options = Options { name: arguments.name, clock: clock(), quota: arguments.quota };
    let portal = Portal::open(&arguments.data, options)?;
    let listener = TcpListener::bind(arguments.listen).await?;
    println!("http://{}", listener.local_addr()?);
    // Whoever started us with port 0 waits for this line.
    std::io::stdout().flush()?;
    portal.serve(listener, asked_to_stop()).await
}

fn maintain(arguments: &Arguments, task: &Task) -> Result<(), PortalServerError> {
    let maintenance = Maintenance::open(&arguments.data, clock())?;
    match task {
        Task::Restored => maintenance.renew_epoch(),
        Task::Counters(task) => counters(&maintenance, task),
        Task::Token(TokenTask::Create { user, permissions }) => {
            let permissions: Vec<_> = permissions.iter().copied().map(Permission::from).collect();
            println!("{}", maintenance.create_token(user, &permissions)?);
            Ok(())
        }
        Task::Token(TokenTask::List) => {
            for token in maintenance.list_tokens()? {
                let state = match token.revoked_at {
                    Some(at) => format!("revoked {}", at.to_rfc3339()),
                    None => "valid".to_owned(),
                };
                let created = token.created_at.to_rfc3339();
                let permissions = serde_json::to_string(&token.permissions)?;
                println!("{}\t{}\t{permissions}\t{created}\t{state}", token.prefix, token.user);
            }
            Ok(())
        }
        Task::Token(TokenTask::Revoke { prefix }) => maintenance.revoke_token(prefix),
    }
}

fn counters(maintenance: &Maintenance, task: &CountersTask) -> Result<(), PortalServerError> {
    match task {
        CountersTask::Show => {}
        CountersTask::Set { total, days } => {
            maintenance.set_visits(&StartingVisits { total: *total, days: days.clone() })?;
        }
        CountersTask::Views { article, views } => {
            return maintenance.set_views(*article, *views);
        }
    }
    let visits = maintenance.visits()?;
    for (name, visits) in [
        ("today", visits.today),
        ("yesterday", visits.yesterday),
        ("month", visits.this_month),
        ("year", visits.this_year),
        ("total", visits.total),
    ] {
        println!("{name}\t{visits}");
    }
    Ok(())
}

/// Reads `2022-07-14=31`.
fn day_visits(text: &str) -> Result<DayVisits, Box<dyn std::error::Error + Send + Sync>> {
    let (day, visits) = text.split_once('=').ok_or("write it as 2022-07-14=31")?;
    Ok(DayVisits { day: day.parse()?, visits: visits.parse()? })
}

/// Reads `800M`: bytes, or with K, M, G or T that power of 1024.
fn size(text: &str) -> Result<u64, Box<dyn std::error::Error + Send + Sync>> {
    let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let power = match &text[digits.len()..] {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err("write it as 800M or 20G".into()),
    };
    let number: u64 = digits.parse()?;
    number.checked_mul(1024_u64.pow(power)).ok_or_else(|| "that is too much".into())
}

fn clock() -> Clock {
    Arc::new(Utc::now)
}

/// Ends at Ctrl-C, or when the system asks.
async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A quota that is read a thousand times too small takes nothing, one too large protects nothing.
    #[rstest]
    #[case("7", Some(7))]
    #[case("800M", Some(838_860_800))]
    #[case("20G", Some(21_474_836_480))]
    #[case("1T", Some(1_099_511_627_776))]
    #[case("", None)]
    #[case("M", None)]
    #[case("-1M", None)]
    #[case("1.5G", None)]
    #[case("20GB", None)]
    #[case("99999999999T", None)]
    fn sizes_are_powers_of_1024(#[case] text: &str, #[case] expected: Option<u64>) {
        assert_eq!(size(text).ok(), expected);
    }
}
