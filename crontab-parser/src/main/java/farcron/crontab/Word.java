package farcron.crontab;

/// An extension word of a line, `key:value`. What it means is the reader's affair.
///
/// @param value as written, without the quotes that may stand around it
/// @param position of the key's first character; of the whole setting for a word in a setting
/// @param valuePosition of the value's first character; of the whole setting for a word in one
public record Word(String key, String value, Position position, Position valuePosition) {

    /// `after:extract`, without the quotes.
    public String text() {
        return key + ":" + value;
    }
}
