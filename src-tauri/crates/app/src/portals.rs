//! Portal accounts: setting up, checking, connecting.

mod diagnosis;
mod variable;

use std::sync::Arc;

use domain::PortalId;
use portal::native::{NativePortal, Options};
use portal::{Portal, PortalError, Secret, TrafficCounter};
use store::{Library, PortalAccount};

use crate::core::{blocking, lock};
use crate::session::Session;
use crate::view::{
    AppEvent, Connection, Nothing, PortalAdd, PortalDiagnosis, PortalKind, PortalList, PortalRef,
    PortalView,
};
use crate::{App, Error};

/// A portal that can be spoken to.
pub(crate) struct Connected {
    pub(crate) account: PortalAccount,
    pub(crate) portal: Arc<dyn Portal>,
    pub(crate) traffic: Arc<TrafficCounter>,
}

impl App {
    /// All portal accounts.
    pub async fn portal_list(&self, _: Nothing) -> Result<PortalList, Error> {
        let session = self.session()?;
        let accounts = self.with_library(accounts).await?;
        Ok(PortalList { rows: accounts.into_iter().map(|found| view(&session, found)).collect() })
    }

    /// Tries a portal out step by step without keeping anything.
    pub async fn portal_check(&self, request: PortalAdd) -> Result<PortalDiagnosis, Error> {
        match request.kind {
            PortalKind::Native => {
                let (url, secret) = (request.url.trim().to_owned(), request.secret);
                Ok(diagnosis::run(&url, &secret, self.now()).await)
            }
            PortalKind::Local => {
                let access = self.local_access("").await?;
                Ok(diagnosis::run(&access.url, &access.token, self.now()).await)
            }
        }
    }

    /// Sets up a portal, or gives a known one (same address) a new token, and makes it the one that
    /// articles go to.
    ///
    /// The token goes to the keychain. Where there is none it is kept for this run of the program
    /// and asked for again next time.
    pub async fn portal_add(&self, request: PortalAdd) -> Result<PortalView, Error> {
        let address = request.url.trim().trim_end_matches('/');
        let known = self.with_library(accounts).await?;
        let before = known.iter().find(|known| match request.kind {
            PortalKind::Local => known.kind == store::PortalKind::Local,
            PortalKind::Native => known.kind == store::PortalKind::Native && known.url == address,
        });
        let (kind, url, token) = match request.kind {
            PortalKind::Local => {
                let wished = before.map_or("", |known| known.url.as_str());
                let access = self.local_access(wished).await?;
                (store::PortalKind::Local, access.url, access.token)
            }
            PortalKind::Native => {
                let token = request.secret.trim().to_owned();
                (store::PortalKind::Native, address.to_owned(), token)
            }
        };
        let info = native(&url, &token, &Arc::default())?.probe().await?;
        let account = PortalAccount {
            id: before.map_or_else(PortalId::generate, |known| known.id),
            kind,
            name: info.name,
            url,
            user: info.user,
            created_at: before.map_or_else(|| self.now(), |known| known.created_at),
            active: true,
            change_cursor: before.and_then(|known| known.change_cursor.clone()),
            paused: None,
        };
        self.keep_token(&account, &token).await?;
        let is_new = before.is_none();
        let kept = account.clone();
        self.with_library(move |library| {
            library.try_write(|writer| {
                if is_new {
                    writer.portals_mut().insert(&kept)?;
                }
                activate(writer, &kept)
            })
        })
        .await?;
        self.set_connection(account.id, Connection::Online { at: self.now() })?;
        let session = self.session()?;
        self.tell_waiting().await?;
        Ok(view(&session, account))
    }

    /// Makes a portal the one that articles go to.
    pub async fn portal_activate(&self, request: PortalRef) -> Result<PortalView, Error> {
        let account = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let account = writer.portals().get(request.id)?;
                    activate(writer, &account)?;
                    Ok::<_, Error>(PortalAccount { active: true, ..account })
                })
            })
            .await?;
        let session = self.session()?;
        let shown = view(&session, account);
        self.emit(AppEvent::PortalChanged { portal: shown.clone() });
        self.tell_waiting().await?;
        Ok(shown)
    }

    /// Forgets a portal and its token. What is on it stays there.
    pub async fn portal_remove(&self, request: PortalRef) -> Result<Nothing, Error> {
        let session = self.session()?;
        lock(&session.tokens).remove(&request.id);
        let secrets = self.ports().secrets.clone();
        let forgotten = blocking(move || Ok(secrets.delete(&request.id.to_string())?)).await;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "the token of a removed portal stays in the keychain");
        }
        self.with_library(move |library| {
            Ok(library.write(|writer| writer.portals_mut().delete(request.id))?)
        })
        .await?;
        self.tell_waiting().await?;
        Ok(Nothing {})
    }

    /// The portal that articles go to.
    pub(crate) async fn main_portal(&self) -> Result<Option<PortalView>, Error> {
        let session = self.session()?;
        let account = self
            .with_library(|library| Ok(library.read(|reader| reader.portals().main())?))
            .await?;
        Ok(account.map(|account| view(&session, account)))
    }

    /// Makes the portal that articles go to ready to be spoken to.
    pub(crate) async fn connect(&self) -> Result<Connected, Error> {
        let account = self
            .with_library(|library| Ok(library.read(|reader| reader.portals().main())?))
            .await?
            .ok_or(Error::NoPortal)?;
        let (account, token) = match account.kind {
            store::PortalKind::Local => self.connect_local(account).await?,
            store::PortalKind::Native => {
                let token = self.token(&account).await?;
                (account, token)
            }
        };
        let traffic = Arc::new(TrafficCounter::default());
        let portal = Arc::new(native(&account.url, &token, &traffic)?);
        Ok(Connected { account, portal, traffic })
    }

    /// Notes how a portal was when spoken to, and tells the window when that is news.
    pub(crate) fn set_connection(&self, id: PortalId, now: Connection) -> Result<(), Error> {
        let session = self.session()?;
        let known = lock(&session.connections).insert(id, now.clone());
        let same_kind = known
            .is_some_and(|known| std::mem::discriminant(&known) == std::mem::discriminant(&now));
        if !same_kind
            && let Some(account) = session.library().read(|reader| reader.portals().find(id))?
        {
            self.emit(AppEvent::PortalChanged { portal: view(&session, account) });
        }
        Ok(())
    }

    /// Notes that a portal did not answer, or does not accept the token.
    pub(crate) fn note_failure(&self, id: PortalId, error: &Error) -> Result<(), Error> {
        let failure = error.failure();
        let since = self.now();
        let now = match error {
            Error::Portal(PortalError::Unauthorized) | Error::SecretMissing { .. } => {
                Connection::Paused { failure }
            }
            _ => Connection::Offline { since, failure },
        };
        self.set_connection(id, now)
    }

    async fn connect_local(
        &self,
        account: PortalAccount,
    ) -> Result<(PortalAccount, String), Error> {
        let access = self.local_access(&account.url).await?;
        let account = PortalAccount { url: access.url, ..account };
        let moved = account.clone();
        self.with_library(move |library| {
            library.try_write(|writer| {
                if writer.portals().get(moved.id)?.url != moved.url {
                    writer.portals_mut().update(&moved)?;
                }
                Ok(())
            })
        })
        .await?;
        Ok((account, access.token))
    }

    async fn local_access(&self, wished: &str) -> Result<crate::ports::LocalAccess, Error> {
        let session = self.session()?;
        let data = session.library().folder().join("portal");
        Ok(self.ports().local_portal.start(&data, wished).await?)
    }

    async fn token(&self, account: &PortalAccount) -> Result<String, Error> {
        let session = self.session()?;
        if let Some(token) = lock(&session.tokens).get(&account.id) {
            return Ok(token.clone());
        }
        let (secrets, key) = (self.ports().secrets.clone(), account.id.to_string());
        let found = blocking(move || Ok(secrets.find(&key)?)).await;
        let token = match found {
            Ok(Some(token)) => token,
            Ok(None) | Err(Error::Secrets(_)) => {
                return Err(Error::SecretMissing { portal: account.name.clone() });
            }
            Err(error) => return Err(error),
        };
        lock(&session.tokens).insert(account.id, token.clone());
        Ok(token)
    }

    async fn keep_token(&self, account: &PortalAccount, token: &str) -> Result<(), Error> {
        lock(&self.session()?.tokens).insert(account.id, token.to_owned());
        if account.kind == store::PortalKind::Local {
            return Ok(());
        }
        let (secrets, key) = (self.ports().secrets.clone(), account.id.to_string());
        let token = token.to_owned();
        match blocking(move || Ok(secrets.set(&key, &token)?)).await {
            Err(Error::Secrets(error)) => {
                tracing::warn!(%error, "the token is kept for this run only");
                Ok(())
            }
            other => other,
        }
    }
}

fn accounts(library: &Library) -> Result<Vec<PortalAccount>, Error> {
    Ok(library.read(|reader| reader.portals().list())?)
}

/// Makes `chosen` the only active account, and lifts a pause.
fn activate(writer: &mut store::Writer<'_>, chosen: &PortalAccount) -> Result<(), Error> {
    for account in writer.portals().list()? {
        let active = account.id == chosen.id;
        let next = if active {
            PortalAccount { active, paused: None, ..chosen.clone() }
        } else {
            PortalAccount { active, ..account }
        };
        writer.portals_mut().update(&next)?;
    }
    Ok(())
}

fn native(url: &str, token: &str, traffic: &Arc<TrafficCounter>) -> Result<NativePortal, Error> {
    let options = Options { traffic: traffic.clone(), ..Options::default() };
    Ok(NativePortal::new(url, Secret::new(token), options)?)
}

fn view(session: &Session, account: PortalAccount) -> PortalView {
    let connection = lock(&session.connections).get(&account.id).cloned();
    PortalView {
        id: account.id,
        kind: match account.kind {
            store::PortalKind::Local => PortalKind::Local,
            store::PortalKind::Native => PortalKind::Native,
        },
        name: account.name,
        url: account.url,
        user: account.user,
        active: account.active,
        connection: connection.unwrap_or(Connection::Unknown),
    }
}
