//! The store on real files in temporary folders. `cfg(test)` tells the lints that helpers beside
//! the tests are tests too.

#[cfg(test)]
mod albums;
#[cfg(test)]
mod articles;
#[cfg(test)]
mod code_entries;
#[cfg(test)]
mod disk_full;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod hits;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod library;
#[cfg(test)]
mod newsroom;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod photos;
#[cfg(test)]
mod search;
