"""What the rehearsals of both agendas share says as much as a test when it does not hold."""

import pytest

pytest.register_assert_rewrite("tests.rehearsal.days")
