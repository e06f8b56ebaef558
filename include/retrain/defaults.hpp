#pragma once

// The default policies that read and write files. They need nlohmann-json, OpenSSL's libcrypto and
// date's time zones: link retrain::defaults.
#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/history/jsonl_history.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/source/csv_source.hpp>
#include <retrain/store/file_store.hpp>
