//! `toasoan-cli`: what the window does, without a window, for scripts, tests and measurements.
//!
//! One command, one answer: on standard output the answer (with `--json` as JSON), on standard
//! error progress and what went wrong. Exit status 0: done; 1: done with items refused or failed,
//! which are listed; 2: wrong use; 3: nothing done.

mod album;
mod answer;
mod arguments;
mod article;
mod captions;
mod error;
mod library;
mod newsroom;
mod photo;
mod portal;
mod ports;
mod progress;
mod publish;
mod sentence;
mod watched;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use tracing_subscriber::EnvFilter;

use answer::Answer;
use arguments::{Arguments, Noun};
use error::CliError;
use newsroom::Newsroom;

fn main() -> ExitCode {
    // Warnings of the library are for whoever asks for them; failures are told by the answer.
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let json = arguments.json;
    let answered = match tokio::runtime::Runtime::new() {
        Ok(runtime) => {
            let answered = runtime.block_on(answer(arguments));
            // What is acknowledged is on disk; a check of the database that still runs need not end.
            runtime.shutdown_background();
            answered
        }
        Err(error) => Err(CliError::Runtime(error)),
    };
    let told = match &answered {
        Ok(answer) => print(&answer.printed(json)),
        Err(error) => {
            eprintln!("toasoan-cli: {}", error.sentence());
            if json { print(&error.as_json().to_string()) } else { Ok(()) }
        }
    };
    match (told, answered) {
        // Whoever asked does not know what was done.
        (Err(_), _) => ExitCode::from(3),
        (Ok(()), Ok(answer)) => answer.exit_code(),
        (Ok(()), Err(error)) => error.exit_code(),
    }
}

fn print(text: &str) -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{}", text.trim_end_matches('\n'))?;
    output.flush()
}

async fn answer(arguments: Arguments) -> Result<Answer, CliError> {
    let (mut newsroom, noun) = Newsroom::new(arguments);
    let answered = match noun {
        Noun::Library(verb) => library::answer(&mut newsroom, verb).await,
        Noun::Photo(verb) => photo::answer(&mut newsroom, verb).await,
        Noun::Album(verb) => album::answer(&mut newsroom, verb).await,
        Noun::Codebook(verb) => captions::codebook(&mut newsroom, verb).await,
        Noun::Template(verb) => captions::template(&mut newsroom, verb).await,
        Noun::Article(verb) => article::answer(&mut newsroom, verb).await,
        Noun::Portal(verb) => portal::answer(&mut newsroom, verb).await,
        Noun::Publish(wish) => publish::publish(&mut newsroom, wish).await,
        Noun::Statistics(token) => portal::statistics(&mut newsroom, token).await,
    };
    newsroom.app.close();
    answered
}
