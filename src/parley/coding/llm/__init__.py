"""The optional coder that asks a language model: any endpoint that speaks OpenAI's protocol.

Nothing is sent anywhere unless ``PARLEY_LLM_URL`` is set; a local server (Ollama, llama.cpp, vLLM)
is the first choice. What comes back passes the lexicon and the date module, or is dropped; what
passes is a draft until somebody accepts it.
"""

from parley.coding.llm.client import LlmError, LlmSettings
from parley.coding.llm.coder import PREFIX, LlmCoder

__all__ = ["PREFIX", "LlmCoder", "LlmError", "LlmSettings"]
