"""What does each layer of a trained network make of my picture, and where does any one value come from?"""

import hashlib
from dataclasses import dataclass
import numpy as np
import streamlit as st
from PIL import Image

from pages.ui.frame import heading, notes
from pages.ui.maps import Spot, chosen_crop, chosen_spot, feature_maps, picture_digest
from pages.ui.network import load_network, pass_through, uncertainty
from vizcore.errors import ConvScopeError

def image_picker():
    from skimage import data
    name = st.sidebar.radio("Sample", ["chelsea","coffee","rocket","astronaut"])
    class P: pass
    p = P(); p.preview = getattr(data,name)(); p.name=name
    return p

heading("Feature maps", "Every layer of a small trained network, on your picture: choose a layer, a map and a value, and follow it back to the pixels.")
picture = image_picker()
try:
    network = load_network()
    crop = chosen_crop("feature_maps", picture_digest(picture.preview))
    left, top, side = crop.box(picture.preview.shape[1], picture.preview.shape[0])
    pixels = np.asarray(Image.fromarray(picture.preview).crop((left,top,left+side,top+side)).resize((32,32), Image.Resampling.LANCZOS))
    passage = pass_through(network, pixels)
    feature_maps(network, passage, picture.preview, crop, doubt="", key="feature_maps")
    st.write(chosen_spot("feature_maps", network, Spot("conv1",0)))
except ConvScopeError as error:
    st.error(str(error))
