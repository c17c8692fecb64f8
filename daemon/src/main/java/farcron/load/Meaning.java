package farcron.load;

/// What the text of a value means.
@FunctionalInterface
interface Meaning<T> {
    T of(String value) throws BadValue;
}
