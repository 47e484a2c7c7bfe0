"""How leather draws: values of a module, set once."""

background_color: str
margin: float
tick_color: str
zero_color: str
tick_font_family: str
label_color: str
tick_font_size: int
tick_font_char_width: int
