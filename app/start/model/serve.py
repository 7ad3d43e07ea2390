"""Serves a model file with llama.cpp's own server until standard input ends: serve.py <folder of the packages> <model file>"""

import sys

sys.path.insert(0, sys.argv[1])

import xllamacpp  # noqa: E402

params = xllamacpp.CommonParams()
params.model.path = sys.argv[2]
params.model_alias = ["smollm2"]
params.port = 0
params.n_parallel = 4
params.n_ctx = 4 * 2048
params.endpoint_slots = True
# chats and embeddings from one server
params.embedding = True
params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
# more threads wait for each other by spinning, which costs more than it gains for a model this small
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.verbosity = 1

server = xllamacpp.Server(params)
print("listening", server.listening_address, flush=True)
sys.stdin.read()
