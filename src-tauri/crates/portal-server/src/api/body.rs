//! Reading request bodies within limits.

use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::{MAX_JSON_BYTES, RESUMABLE_ABOVE_BYTES, Refusal};

/// How much of a refused body is heard out: twice what clients should send in one piece.
const HEARD_OUT_BYTES: u64 = 2 * RESUMABLE_ABOVE_BYTES;
/// How long at most.
const HEARD_OUT_FOR: Duration = Duration::from_secs(20);

/// The whole body, at most [`MAX_JSON_BYTES`] long.
pub(super) async fn read(body: Body) -> Result<Bytes, Refusal> {
    match Limited::new(body, MAX_JSON_BYTES).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Refusal::too_large(format!("a body has at most {MAX_JSON_BYTES} bytes")))
        }
        Err(_) => Err(cut_off()),
    }
}

/// Takes in what is still coming of a body that is refused, and forgets it. Whoever is sending when
/// the line is closed sees a broken line and not the answer, and would try again for nothing.
pub(super) async fn hear_out(body: &mut Body) {
    let hearing = async {
        let mut left = HEARD_OUT_BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            let bytes = frame.data_ref().map_or(0, |data| data.len() as u64);
            match left.checked_sub(bytes) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    // Who takes longer is not waited for.
    let _ = tokio::time::timeout(HEARD_OUT_FOR, hearing).await;
}

/// The connection broke before the body was whole; hardly anybody is left to hear this.
pub(super) fn cut_off() -> Refusal {
    Refusal::invalid("the body was cut off".to_owned())
}

/// The values of the query parameters of these names; 422 for any other parameter. An empty value
/// counts as none.
pub(super) fn query<const N: usize>(
    raw: Option<&str>,
    names: [&str; N],
) -> Result<[Option<String>; N], Refusal> {
    let mut values = [const { None }; N];
    for (name, value) in form_urlencoded::parse(raw.unwrap_or_default().as_bytes()) {
        let Some(place) = names.iter().position(|known| *known == name) else {
            return Err(Refusal::invalid(format!("the parameter {name} is unknown here")));
        };
        values[place] = Some(value.into_owned()).filter(|value| !value.is_empty());
    }
    Ok(values)
}
