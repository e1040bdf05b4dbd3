"""Logging in, where whoever runs the server asks for it in Streamlit's own way.

`.streamlit/secrets.toml` with a part `[auth]` names a provider of OpenID Connect; without it
everybody may come in. Streamlit checks the answer and keeps it in a signed cookie.
"""

import functools

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError


@functools.cache
def login_wanted() -> bool:
    """Whether this server asks who comes."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def is_asked_to_log_in() -> bool:
    """Whether a person still has to; then the page says so and shows nothing else."""
    if not login_wanted() or st.user.get("is_logged_in", False):
        return False
    st.title("ConvScope", anchor=False)
    st.markdown(
        "This server asks who comes. Afterwards you are on the first page: open your link again."
    )
    st.button("Log in", type="primary", on_click=st.login)
    return True
