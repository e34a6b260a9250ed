"""What is read once for a page, and read anew where nobody remembers."""

from campaign.common.remembered import forget, remembered, remembering


def test_it_is_read_once_inside_and_each_time_outside():
    read = iter(range(10))
    ask = lambda: remembered("key", lambda: next(read))  # noqa: E731

    assert (ask(), ask()) == (0, 1)
    with remembering():
        assert (ask(), ask()) == (2, 2)
        # A part of the page goes on with the memory of the whole.
        with remembering():
            assert ask() == 2
        forget("key")
        assert (ask(), ask()) == (3, 3)
    assert ask() == 4


def test_one_memory_knows_nothing_of_another():
    for answer in ("first", "second"):
        with remembering():
            assert remembered("key", lambda said=answer: said) == answer
    forget("key")
