package farcron.doctor;

/// Looks at one subject, and changes nothing.
interface Look {
    void look(Findings findings);
}
