"""`caytre serve --with-worker`: one command, one process tree, one clear line when it cannot."""

from __future__ import annotations

import os
import signal
import socket

from tests.faults.conftest import Web, children, command_of, descendants, free_port, lives, until
from tests.faults.conftest import serve as serve

__all__ = ["serve"]


def worker_of(parent):
    return next((one for one in children(parent) if "caytre worker" in command_of(one)), None)


def test_ctrl_c_ends_web_and_worker(serve):
    web, parent = serve("--with-worker")
    all_of_them = until(lambda: descendants(parent.pid) if worker_of(parent.pid) else None, "the worker runs")

    parent.send_signal(signal.SIGINT)

    assert parent.wait(40) == 0
    assert not [process for process in all_of_them if lives(process)]
    assert not web.answers()


def test_a_worker_that_dies_is_started_again(serve):
    _, parent = serve("--with-worker")
    first = until(lambda: worker_of(parent.pid), "the worker runs")

    os.kill(first, signal.SIGKILL)

    second = until(lambda: worker_of(parent.pid) not in (None, first) and worker_of(parent.pid), "there is a new one")
    assert second != first


def test_a_web_process_that_loses_its_head_is_replaced_whole(serve):
    web, parent = serve()
    (head,) = children(parent.pid)
    answering = until(lambda: children(head), "the web process has its child")

    os.kill(head, signal.SIGKILL)

    until(lambda: not [process for process in answering if lives(process)], "what it left behind has ended")
    until(lambda: head not in children(parent.pid) and web.answers(), "there is a new one")


def test_nothing_goes_on_when_the_parent_is_killed(serve):
    _, parent = serve("--with-worker")
    all_of_them = until(lambda: descendants(parent.pid) if worker_of(parent.pid) else None, "the worker runs")

    parent.kill()
    parent.wait()

    until(lambda: not [process for process in all_of_them if lives(process)], "every process has ended", patience=40)


def test_a_port_that_is_taken_is_said_in_one_line(place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        answer = place.run("serve", "--port", str(port))

    assert answer.returncode == 2
    assert answer.stderr == (
        f"caytre: Port {port} is taken: something else answers there. Choose another: CAYTRE_PORT={port + 1}.\n"
    )


def test_a_port_that_cannot_be_is_refused_with_the_ones_that_can(place):
    answer = place.run("serve", "--port", "80000")

    assert answer.returncode == 2
    assert "65535" in answer.stderr


def test_setup_prints_once_how_to_sign_in_and_keeps_everything_on_the_second_run(empty_place):
    place = empty_place()

    first = place.run("setup", "--no-demo")
    second = place.run("setup", "--no-demo")

    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "Sign in as    operator" in first.stderr
    assert "password" not in second.stderr
    password = next(line for line in first.stderr.splitlines() if "password" in line).split()[-1]
    checked = place.python(
        "from caytre.accounts.models import User; print(User.objects.get().check_password(sys.argv[1]))", password
    )
    assert checked.stdout == "True\n"


def test_the_page_to_sign_in_is_served_with_its_style(empty_place, request):
    place = empty_place()
    assert place.run("setup", "--no-demo").returncode == 0
    port = free_port()
    process = place.start("serve", "--port", str(port))
    request.addfinalizer(lambda: (process.terminate(), process.wait(40)))
    web = Web(port)
    until(web.answers, "the web process answers")

    status, page = web.ask("/accounts/login/")
    style = page.decode().partition('rel="stylesheet" href="')[2].partition('"')[0]

    assert status == 200
    assert style
    assert web.ask(style)[0] == 200
